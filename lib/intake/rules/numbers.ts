export type DecimalSign = "comma" | "point";

const NOISE = /[\s\u00a0\u202f'’]/g;

/** 1.234 and 1,234 could be read both ways: one sign, three digits after it, one to three other digits before it. */
const AMBIGUOUS = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** What a value says about the file's decimal sign; null when it says nothing. */
export function decimalSignIn(text: string): DecimalSign | null {
  const plain = text.replace(NOISE, "").replace(/^[^\d-]+|[^\d]+$/g, "");
  if (!/^-?\d[\d.,]*$/.test(plain) || AMBIGUOUS.test(plain)) return null;
  const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  if (last < 0) return null;
  const sign = plain[last];
  // The same sign twice groups thousands, so the other one is the decimal sign.
  const repeated = plain.indexOf(sign ?? "") !== last;
  if (repeated) return sign === "," ? "point" : "comma";
  return sign === "," ? "comma" : "point";
}

function withPoint(plain: string, sign: DecimalSign): string | null {
  const decimal = sign === "comma" ? "," : ".";
  const thousands = sign === "comma" ? "." : ",";
  const [whole = "", fraction, ...more] = plain.split(decimal);
  if (more.length > 0 || fraction?.includes(thousands)) return null;
  if (whole.includes(thousands) && !new RegExp(`^-?\\d{1,3}(\\${thousands}\\d{3})+$`).test(whole)) return null;
  return whole.replaceAll(thousands, "") + (fraction === undefined ? "" : `.${fraction}`);
}

/**
 * A decimal in canonical form ("1234.5"), exact: never a float. `1.234,50`, `1,234.50`, `1 234,5` and `1'234.5` are
 * unambiguous; `1.234` is read by the sign that the file uses. Null when it is no plain number (1e5, NaN, 12-3).
 */
export function decimalText(text: string, sign: DecimalSign): string | null {
  // Most cells are plain digits.
  if (/^[1-9]\d*$/.test(text)) return text;
  const plain = text.replace(NOISE, "");
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(plain)) return null;
  const pointed = withPoint(plain, decimalSignIn(plain) ?? sign);
  if (pointed === null || !/^-?\d*\.?\d*$/.test(pointed)) return null;
  const [whole = "", fraction = ""] = pointed.replace("-", "").split(".");
  const trimmed = { whole: whole.replace(/^0+(?=\d)/, "") || "0", fraction: fraction.replace(/0+$/, "") };
  const minus = pointed.startsWith("-") && /[1-9]/.test(pointed) ? "-" : "";
  return `${minus}${trimmed.whole}${trimmed.fraction ? `.${trimmed.fraction}` : ""}`;
}

/** A whole number; "7.0" and "1.000" (one thousand) are whole, "7.5" is not. */
export function wholeNumber(text: string, sign: DecimalSign): number | null {
  const decimal = decimalText(text, sign);
  return decimal !== null && /^-?\d{1,15}$/.test(decimal) ? Number(decimal) : null;
}
