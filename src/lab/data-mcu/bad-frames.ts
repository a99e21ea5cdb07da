/** Frames that no server may send. docs/protocol/content.md */
import { frameOf, objectFrame } from './frames.ts';
import type { FrameFault } from './settings.ts';

const OBJECT = 0x4a;
const DEEP = 2000;

/** The bytes, and whether the connection ends with them. */
export function badFrame(fault: FrameFault): { readonly bytes: Uint8Array; readonly isLast: boolean } {
  const bytes = bytesOf(fault);
  return { bytes: fault === 'cut' ? bytes.subarray(0, bytes.length - 5) : bytes, isLast: fault === 'cut' };
}

function bytesOf(fault: FrameFault): Buffer {
  switch (fault) {
    case 'length-zero':
      return frameOf(OBJECT, Buffer.alloc(0), 0);
    case 'length-endless':
      return frameOf(OBJECT, Buffer.from('{}'), 0xffff_ffff);
    case 'kind':
      return frameOf(0x58, Buffer.from('{}'));
    case 'not-json':
      return frameOf(OBJECT, Buffer.from('{"on":"shown","id":'));
    case 'array':
      return frameOf(OBJECT, Buffer.from('[{"on":"ready"}]'));
    case 'deep':
      return frameOf(OBJECT, Buffer.from(`{"on":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`));
    case 'cut':
      return objectFrame({ on: 'shown', id: 'never-whole' });
    case 'unknown-event':
      return objectFrame({ on: 'fireworks', colour: 'all' });
    case 'wrong-fields':
      return objectFrame({ on: 'item', item: { id: 7, kind: 'slides', title: {}, pages: 'all' } });
    case 'beyond-bounds':
      return objectFrame({
        on: 'drawn',
        id: 'b1',
        strokes: [{ id: 'k0', tool: 'pen', colour: 'red', width: 9999, points: [-5, 70_000] }],
      });
  }
}
