/** An answer, whatever its status: what to make of a refusal is the provider's own protocol. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}
