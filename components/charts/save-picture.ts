import type { DrawnLayer } from "./drawn";
import { saveFile } from "./save-file";

type Asked = {
  svg: SVGSVGElement;
  kind: "png" | "svg";
  name: string;
  title: string;
  subtitle: string;
  legend: readonly DrawnLayer[];
};

const SPACE = "http://www.w3.org/2000/svg";
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;
const MARGIN = 20;
const SHARPNESS = 2;

/** Styles come from style sheets, which a file does not have: each element gets what it looks like now. */
function dressed(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll("*");
  for (const [index, element] of copy.querySelectorAll("*").entries()) {
    const original = originals[index];
    if (!original) continue;
    const look = getComputedStyle(original);
    for (const name of LOOKS) {
      const own = original.getAttribute(name);
      // A pattern is named by its id, which stays.
      if (own?.startsWith("url(")) continue;
      element.setAttribute(name, look.getPropertyValue(name));
    }
    for (const name of ["class", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
  return copy;
}

function text(content: string, x: number, y: number, look: Record<string, string>): SVGTextElement {
  const element = document.createElementNS(SPACE, "text");
  element.textContent = content;
  for (const [name, value] of Object.entries({ x: String(x), y: String(y), ...look }))
    element.setAttribute(name, value);
  return element;
}

/** One line of colours and names, broken where the picture ends. */
function legendOf(legend: Asked["legend"], width: number, top: number, ink: string) {
  const group = document.createElementNS(SPACE, "g");
  let [x, y] = [MARGIN, top];
  for (const { label, colour } of legend) {
    const wide = label.length * 7 + 36;
    if (x + wide > width - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 20];
    const swatch = document.createElementNS(SPACE, "rect");
    for (const [name, value] of Object.entries({ x, y: y - 9, width: 10, height: 10, rx: 2, fill: colour }))
      swatch.setAttribute(name, String(value));
    group.append(swatch, text(label, x + 16, y, { "font-size": "12", fill: ink }));
    x += wide;
  }
  return { group, bottom: legend.length > 0 ? y + 12 : top - 16 };
}

/** The picture as it stands alone: title, what it rests on, legend, on the page's own ground. */
function standingAlone({ svg, title, subtitle, legend }: Asked): SVGSVGElement {
  const body = getComputedStyle(document.body);
  const ground = getComputedStyle(svg).getPropertyValue("--surface") || "#ffffff";
  const [ink, quiet] = [body.color, getComputedStyle(svg).getPropertyValue("--mantine-color-dimmed") || body.color];
  const width = svg.width.baseVal.value + 2 * MARGIN;
  const { group, bottom } = legendOf(legend, width, 74, ink);
  const height = bottom + svg.height.baseVal.value + MARGIN + 8;
  const whole = document.createElementNS(SPACE, "svg");
  const size = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "Inter, system-ui, sans-serif" };
  for (const [name, value] of Object.entries(size)) whole.setAttribute(name, String(value));
  const paper = document.createElementNS(SPACE, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: ground }))
    paper.setAttribute(name, value);
  const drawing = document.createElementNS(SPACE, "g");
  drawing.setAttribute("transform", `translate(${MARGIN} ${bottom + 8})`);
  drawing.append(...dressed(svg).childNodes);
  whole.append(
    paper,
    text(title, MARGIN, 32, { "font-size": "16", "font-weight": "650", fill: ink }),
    text(subtitle, MARGIN, 52, { "font-size": "11", fill: quiet }),
    group,
    drawing,
  );
  return whole;
}

function asPng(source: string, width: number, height: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
      const context = canvas.getContext("2d");
      context?.scale(SHARPNESS, SHARPNESS);
      context?.drawImage(image, 0, 0);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture came out"))), "image/png");
    };
    image.onerror = () => reject(new Error("The picture cannot be drawn"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  });
}

export async function savePicture(asked: Asked): Promise<void> {
  const whole = standingAlone(asked);
  const source = new XMLSerializer().serializeToString(whole);
  if (asked.kind === "svg") return saveFile(`${asked.name}.svg`, new Blob([source], { type: "image/svg+xml" }));
  const png = await asPng(source, Number(whole.getAttribute("width")), Number(whole.getAttribute("height")));
  saveFile(`${asked.name}.png`, png);
}
