// The framework with next to nothing in it: what routes of the product are compared with (../served.mjs).
export default { poweredByHeader: false, agentRules: false, devIndicators: false, serverExternalPackages: ["pg"] };
