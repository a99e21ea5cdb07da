/** A PDF as small as it gets: one line of text and a red bar to each page. PDF 1.4 */

const width = 400;
const height = 225;
/** Where the bar lies, from the bottom left corner as PDF counts. */
const bar = { x: 40, y: 40, width: 200, height: 30 } as const;

/** The middle of the bar, as parts of a page's width and height from the top left corner. */
export const redSpot = {
  x: (bar.x + bar.width / 2) / width,
  y: 1 - (bar.y + bar.height / 2) / height,
} as const;

/** The document's bytes as text, all of them ASCII. */
export function tinyPdf(lines: readonly string[]): string {
  const firstPage = 4;
  const kids = lines.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...lines.flatMap((line, index) => {
      const drawing = `BT /F1 36 Tf 40 100 Td (${line}) Tj ET 1 0 0 rg ${bar.x} ${bar.y} ${bar.width} ${bar.height} re f`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  return withTable(objects);
}

function withTable(objects: readonly string[]): string {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
  return `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
