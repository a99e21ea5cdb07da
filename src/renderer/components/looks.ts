/** The looks of a whole message, as they are chosen before it is sent. */

export interface Looks {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

export const plainLooks: Looks = { bold: false, italic: false, underline: false };

interface StyledRun {
  text: string;
  bold?: true;
  italic?: true;
  underline?: true;
}

/** The text as styled lines; undefined where nothing was chosen, so that it goes out plain. */
export function formatted(text: string, looks: Looks): StyledRun[][] | undefined {
  if (!looks.bold && !looks.italic && !looks.underline) return undefined;
  const style = {
    ...(looks.bold ? { bold: true as const } : {}),
    ...(looks.italic ? { italic: true as const } : {}),
    ...(looks.underline ? { underline: true as const } : {}),
  };
  return text.split('\n').map((line) => (line === '' ? [] : [{ text: line, ...style }]));
}
