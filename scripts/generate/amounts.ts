// Amounts of what is generated: whole millionths of a unit, money in 10⁻¹⁸ (amount × price of at most 12 places).
const MICRO = 1_000_000n;
export const UNIT = 10n ** 18n;
function plain(value: bigint, one: bigint, places: number): string {
  const rest = String(value % one)
    .padStart(places, "0")
    .replace(/0+$/, "");
  return rest ? `${value / one}.${rest}` : String(value / one);
}
export const amountText = (value: bigint) => plain(value, MICRO, 6);
export const moneyText = (value: bigint) => plain(value, UNIT, 18);

function scaled(price: string): bigint {
  const [whole = "0", rest = ""] = price.split(".");
  return BigInt(whole) * 10n ** 12n + BigInt(rest.padEnd(12, "0"));
}
export const costOf = (amount: bigint, price: string | null) => amount * scaled(price ?? "1");
