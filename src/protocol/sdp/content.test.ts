import { expect, it } from 'vitest';
import { isOfScreen, withContent } from './content.ts';

const sound = 'v=0\r\nm=audio 5004 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n';
const picture = 'm=video 5006 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n';

it('says of a screen that it is one, and of nothing else', () => {
  const marked = withContent(sound + picture, 'screen');
  expect(marked).toBe(`${sound}${picture}a=content:slides\r\n`);
  expect([isOfScreen(marked), isOfScreen(sound + picture), isOfScreen('')]).toEqual([true, false, false]);
  expect(withContent(sound + picture, 'camera')).toBe(sound + picture);
});

it('leaves sound, and a picture that is not used, as they are', () => {
  const unused = 'm=video 0 RTP/AVP 96\r\n';
  expect(withContent(sound + unused, 'screen')).toBe(sound + unused);
});
