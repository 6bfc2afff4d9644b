import { type NextRequest, NextResponse } from "next/server";

// biome-ignore lint/style/noProcessEnv: the bundler replaces this one at build time; lib/server is not for the proxy
const DEVELOPMENT = process.env.NODE_ENV === "development";

/**
 * Only our own scripts and styles run, each with the nonce of its answer. Style attributes stay open because the
 * component library writes them. The development server evaluates code and adds styles without a nonce.
 */
function contentSecurityPolicy(nonce: string): string {
  const styles = DEVELOPMENT ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ""}`,
    `style-src ${styles}`,
    `style-src-elem ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${DEVELOPMENT ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // Where to return to after signing in: a layout cannot read the address by itself.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: [
    // Pages only: the API answers JSON, static files need no nonce, and prefetches are never drawn.
    {
      source: "/((?!api/|_next/static|_next/image|icon.svg|healthz|readyz|metrics).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
