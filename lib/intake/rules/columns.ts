import type { Column } from "../schema";
import { orderIn } from "./dates";
import { decimalSignIn } from "./numbers";

const MOST_VALUES = 1_000;
const LONGEST_VALUE = 64;
const SAMPLES = 4;

/** What one pass over the file learns about a column, in bounded memory. */
export class ColumnFacts {
  #filled = 0;
  #samples: string[] = [];
  #values: Map<string, number> | null = new Map();
  #dates = { slashed: 0, dayFirst: 0, monthFirst: 0 };
  #numbers = { comma: 0, point: 0 };
  #counting = true;
  #last: number | null = null;

  constructor(readonly name: string) {}

  add(cell: string): void {
    const value = cell.trim();
    if (value === "") return;
    this.#filled += 1;
    this.#countValue(value);
    this.#followCount(value);
    if (value.length > 40 || !/\d/.test(value)) return;
    const order = orderIn(value);
    if (order.slashed) {
      this.#dates.slashed += 1;
      if (order.first === "dmy") this.#dates.dayFirst += 1;
      if (order.first === "mdy") this.#dates.monthFirst += 1;
      return;
    }
    const sign = decimalSignIn(value);
    if (sign) this.#numbers[sign] += 1;
  }

  #countValue(value: string): void {
    if (this.#samples.length < SAMPLES && !this.#samples.includes(value.slice(0, 200)))
      this.#samples.push(value.slice(0, 200));
    if (!this.#values) return;
    if (value.length > LONGEST_VALUE && this.#filled < 20) return;
    const before = this.#values.get(value);
    if (value.length > LONGEST_VALUE || (before === undefined && this.#values.size === MOST_VALUES))
      this.#values = null;
    else this.#values.set(value, (before ?? 0) + 1);
  }

  /** Does the column count 0, 1, 2 … or 1, 2, 3 …? */
  #followCount(value: string): void {
    if (!this.#counting) return;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    this.#counting = this.#last === null ? number <= 1 : number === this.#last + 1;
    this.#last = number;
  }

  facts(): Column {
    return {
      name: this.name,
      filled: this.#filled,
      samples: this.#samples.map((sample) => sample.replaceAll("\u0000", "\uFFFD")),
      values:
        this.#values &&
        [...this.#values].map(([value, rows]) => ({ value: value.replaceAll("\u0000", "\uFFFD"), rows })),
      dates: this.#dates,
      numbers: this.#numbers,
      counting: this.#counting && this.#filled > 1,
    };
  }
}
