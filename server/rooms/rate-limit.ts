// Token buckets: a burst at once, then a steady rate. Time is passed in.

export class TokenBucket {
  readonly #burst: number;
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes a token if there is one. `now` in ms. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Nothing was taken for so long that forgetting this bucket changes nothing. */
  full(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}

/** Addresses remembered before full buckets are forgotten. */
const SWEEP_AT = 4096;

/** One bucket for each address. */
export class AddressLimit {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #perMinute: number;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  take(address: string, now: number): boolean {
    if (this.#buckets.size >= SWEEP_AT)
      for (const [key, bucket] of this.#buckets) if (bucket.full(now)) this.#buckets.delete(key);
    let bucket = this.#buckets.get(address);
    if (!bucket) {
      bucket = new TokenBucket(this.#perMinute, this.#perMinute / 60, now);
      this.#buckets.set(address, bucket);
    }
    return bucket.take(now);
  }
}
