/** The part of svgcanvas that we use; it comes without types. */
declare module 'svgcanvas' {
  export class Context {
    constructor(size: { width: number; height: number });
    canvas: unknown;
    /** `true`: with numbered entities, which every reader of SVG knows. */
    getSerializedSvg(fixNamedEntities?: boolean): string;
  }
}
