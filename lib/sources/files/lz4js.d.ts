/** The part of lz4js that is used here. */
declare module "lz4js" {
  /** Decompresses `sLength` bytes of `src` from `sIndex` on into `dst` from `dIndex` on, and gives the index after them. */
  export function decompressBlock(
    src: Uint8Array,
    dst: Uint8Array,
    sIndex: number,
    sLength: number,
    dIndex: number,
  ): number;
}
