import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent: a deep teal that is no provider's brand and reads on white and on near-black. */
const teal: MantineColorsTuple = [
  "#effaf8",
  "#d6f3ee",
  "#ade6dd",
  "#7cd4c8",
  "#48bbae",
  "#1f9d92",
  "#0d827a",
  "#0c6a65",
  "#0d5552",
  "#0b4341",
];

const dark: MantineColorsTuple = [
  "#e8ecef",
  "#ccd3d9",
  "#a3aeb8",
  "#83909b",
  "#38424b",
  "#2a333a",
  "#20272d",
  "#181e23",
  "#101418",
  "#0a0d10",
];

const gray: MantineColorsTuple = [
  "#f6f8f9",
  "#eef1f3",
  "#e3e8eb",
  "#d3dae0",
  "#b6c0c9",
  "#8d9aa5",
  "#5c6974",
  "#44505a",
  "#2b343c",
  "#1a2127",
];

/** Nothing moves for longer than this; nothing moves at all when the system asks for that. */
const QUICK = { transitionProps: { duration: 120 } };

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, dark, gray },
  black: "#151b20",
  fontFamily: '"Inter Variable", "Inter Fallback", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: "650",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "2rem" },
      h2: { fontSize: "1.125rem", lineHeight: "1.5rem" },
      h3: { fontSize: "1rem", lineHeight: "1.5rem" },
      h4: { fontSize: "0.875rem", lineHeight: "1.25rem" },
    },
  },
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "1rem", lg: "1.125rem", xl: "1.25rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "0.125rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  defaultRadius: "sm",
  shadows: {
    xs: "0 1px 2px rgb(16 24 32 / 6%)",
    sm: "0 1px 3px rgb(16 24 32 / 8%)",
    md: "0 4px 12px rgb(16 24 32 / 12%)",
    lg: "0 8px 24px rgb(16 24 32 / 16%)",
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Its header is no landmark of the page: outside of a dialog a second banner would be one too many.
    Modal: { defaultProps: { ...QUICK, radius: "md", centered: true, attributes: { header: { role: "none" } } } },
    Drawer: { defaultProps: QUICK },
    Popover: { defaultProps: { ...QUICK, shadow: "md" } },
    Menu: { defaultProps: { ...QUICK, shadow: "md" } },
    Tooltip: { defaultProps: { ...QUICK, openDelay: 300, withArrow: true } },
    Combobox: { defaultProps: { ...QUICK, shadow: "md" } },
    Paper: { defaultProps: { radius: "md" } },
    Card: { defaultProps: { radius: "md", withBorder: true } },
    Badge: { defaultProps: { radius: "sm", tt: "none", fw: 600 } },
    Skeleton: { defaultProps: { radius: "sm" } },
  },
});

/** Where the library's own choice is too pale to read (WCAG AA), and the surfaces and meanings that are ours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": gray[6],
    "--mantine-color-placeholder": "#66737e",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": teal[7],
    "--mantine-color-default-border": gray[3],
    "--mantine-color-teal-light-color": teal[8],
    "--mantine-color-teal-outline": teal[7],
    "--page": gray[0],
    "--surface": "#ffffff",
    "--surface-quiet": gray[0],
    "--line": gray[2],
    "--accent-text": teal[7],
    "--accent-quiet": teal[0],
    "--fine": "#0c6a65",
    "--near": "#8a5300",
    "--over": "#b42318",
    "--unknown": gray[6],
    "--near-quiet": "#fff6e0",
    "--near-line": "#f0d9a4",
  },
  dark: {
    "--mantine-color-dimmed": dark[2],
    "--mantine-color-placeholder": dark[2],
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-anchor": teal[3],
    "--mantine-color-default-border": dark[4],
    "--mantine-color-teal-light-color": teal[2],
    "--mantine-color-teal-outline": teal[3],
    "--page": dark[8],
    "--surface": dark[7],
    "--surface-quiet": dark[8],
    "--line": dark[5],
    "--accent-text": teal[3],
    "--accent-quiet": "#12302e",
    "--fine": teal[3],
    "--near": "#f2c063",
    "--over": "#ff9d94",
    "--unknown": dark[2],
    "--near-quiet": "#2e2614",
    "--near-line": "#57471f",
  },
});
