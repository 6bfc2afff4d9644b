import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** For every answer; the content security policy of pages carries a nonce and is set in proxy.ts. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const nextConfig: NextConfig = {
  typedRoutes: true,
  agentRules: false,
  // Its badge covers corners of the page that people and browser tests click on.
  devIndicators: false,
  poweredByHeader: false,
  // `npm run check` reads types, tests included; a newcomer's first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pg-boss", "pino"],
  experimental: {
    optimizePackageImports: [
      "@mantine/core",
      "@mantine/hooks",
      "@mantine/dates",
      "@mantine/form",
      "@mantine/notifications",
      "@tabler/icons-react",
    ],
  },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default createNextIntlPlugin("./i18n/request.ts")(nextConfig);
