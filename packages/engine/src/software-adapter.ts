/** Names of graphics adapters that a processor plays: correct, and slower than the processor by itself. */
export const SOFTWARE_ADAPTER = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bcpu\b/i;
