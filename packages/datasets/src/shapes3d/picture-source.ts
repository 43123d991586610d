/** Where the pictures of 3dshapes come from: a file or the renderer. */
export interface PictureSource {
  count: number;
  /** What was found where, for people. */
  description: string;
  /** Writes picture `index` (64 x 64 x 3 bytes, RGB) into `target` at `offset`. */
  read(index: number, target: Uint8ClampedArray, offset: number): Promise<void> | void;
  close(): Promise<void>;
}
