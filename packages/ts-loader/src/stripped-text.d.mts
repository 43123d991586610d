export function strippedText(file: string, source: string, folder?: string): Promise<string>;
