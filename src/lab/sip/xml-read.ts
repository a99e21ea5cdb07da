/** XML that clients send, by the one reader of the house. */
import { readXml, type XmlElement } from '../../protocol/xml/read.ts';

/** Client documents are small; whoever sends more is not read. */
const LONGEST = 1024 * 1024;

/** The root of a document; undefined for anything that is not well formed, too large, or has a DOCTYPE. */
export function rootOf(text: string): XmlElement | undefined {
  const reading = text.length > LONGEST ? undefined : readXml(text);
  return reading?.ok ? reading.root : undefined;
}
