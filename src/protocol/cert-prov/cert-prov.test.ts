import { expect, it } from 'vitest';
import { faultAnswer, publishAnswer } from '../../../test/fixtures/web/answers.ts';
import recorded from '../../../test/fixtures/web/recorded.json' with { type: 'json' };
import { writeEnvelope } from '../soap/write.ts';
import { readXml } from '../xml/read.ts';
import { readPublishAnswer } from './read.ts';
import { writePublishRequest } from './write.ts';

it.each(recorded)('[E7] reads the recorded certificate: $name', ({ certificate }) => {
  expect(readPublishAnswer(publishAnswer(certificate))).toEqual({ kind: 'certificate', base64: certificate });
});

it.each(recorded)('[E7] writes the recorded request in lines of 76, for this person and device: $name', (each) => {
  const ids = { deviceId: 'a15780ab-975f-5b29-ada0-8b95adb48287', requestId: 'r' };
  const text = writePublishRequest({ entity: each.entity, request: each.request, ...ids });
  expect(readXml(writeEnvelope(text)).ok).toBe(true);
  expect(text).toContain('DeviceId="{a15780ab-975f-5b29-ada0-8b95adb48287}" Entity="alice@lab.test"');
  const lines = /Base64Binary">\r\n([^<]*)</.exec(text)?.[1]?.split('\r\n') ?? [];
  expect(lines.join('')).toBe(each.request);
  expect(lines.slice(0, -1).every((line) => line.length === 76)).toBe(true);
});

it('tells faults, refusals without words, and what is no answer', () => {
  expect(readPublishAnswer(faultAnswer('InvalidRequest', 'No.'))).toMatchObject({
    kind: 'fault',
    fault: { text: 'No.' },
  });
  const none = publishAnswer('').replace(/<BinarySecurityToken.*<\/BinarySecurityToken>/s, '');
  expect(readPublishAnswer(none)).toMatchObject({ kind: 'fault' });
  const why = none.replace(
    '<RequestSecurityTokenResponse',
    '<ErrorInfo>Denied.</ErrorInfo><RequestSecurityTokenResponse',
  );
  expect(readPublishAnswer(why)).toMatchObject({ kind: 'fault', fault: { text: 'Denied.' } });
  expect(readPublishAnswer(publishAnswer('@@@@'))).toMatchObject({ kind: 'unreadable' });
  expect(readPublishAnswer(publishAnswer('A'.repeat(40_000)))).toMatchObject({ kind: 'unreadable' });
  expect(readPublishAnswer('<html/>')).toMatchObject({ kind: 'unreadable', problem: 'a document <html>' });
  expect(readPublishAnswer('<Envelope><Body/></Envelope>')).toMatchObject({ kind: 'unreadable' });
});
