// Tokens that may still be spent: by an episode, and by the server as a whole. What is spent stays spent.

export class Budget {
  readonly limit: number;
  readonly #above: Budget | undefined;
  #used = 0;

  /** `limit` in tokens, read and written; `above`: whose tokens these are, too. */
  constructor(limit: number, above?: Budget) {
    this.limit = limit;
    this.#above = above;
  }

  get used(): number {
    return this.#used;
  }

  /** Whether nothing is left, here or above. */
  get spent(): boolean {
    return this.#used >= this.limit || (this.#above?.spent ?? false);
  }

  take(tokens: number): void {
    this.#used += tokens;
    this.#above?.take(tokens);
  }
}
