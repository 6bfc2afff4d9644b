import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const nextConfig: NextConfig = {
  typedRoutes: true,
  agentRules: false,
  poweredByHeader: false,
  serverExternalPackages: ["pg", "pg-boss", "pino"],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/dates", "@tabler/icons-react"] },
};

export default createNextIntlPlugin("./i18n/request.ts")(nextConfig);
