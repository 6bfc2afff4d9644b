const START = 1 << 14;

/**
 * Counts how often each 64-bit hash was seen, in 12 bytes per slot: a file of a million rows takes 25 MB, whatever its
 * rows hold. A collision (one in 10^5 for ten million rows) would only number a twin that is none, and the same way
 * again for the same file.
 */
export class Occurrences {
  #highs = new Uint32Array(START);
  #lows = new Uint32Array(START);
  #counts = new Uint32Array(START);
  #used = 0;

  /** @returns 1 for the first row with this hash, 2 for the second, … */
  next(high: number, low: number): number {
    if (this.#used * 10 > this.#counts.length * 7) this.#grow();
    const at = this.#slotOf(high, low);
    if (this.#counts[at] === 0) {
      this.#highs[at] = high;
      this.#lows[at] = low;
      this.#used += 1;
    }
    const count = (this.#counts[at] ?? 0) + 1;
    this.#counts[at] = count;
    return count;
  }

  has(high: number, low: number): boolean {
    return this.#counts[this.#slotOf(high, low)] !== 0;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#counts.length - 1;
    let at = (low ^ (high << 7)) & mask;
    while (this.#counts[at] !== 0 && !(this.#highs[at] === high && this.#lows[at] === low)) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const before = { highs: this.#highs, lows: this.#lows, counts: this.#counts };
    const size = before.counts.length * 2;
    this.#highs = new Uint32Array(size);
    this.#lows = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
    before.counts.forEach((count, from) => {
      if (count === 0) return;
      const high = before.highs[from] ?? 0;
      const low = before.lows[from] ?? 0;
      const at = this.#slotOf(high, low);
      this.#highs[at] = high;
      this.#lows[at] = low;
      this.#counts[at] = count;
    });
  }
}
