import { expect, it } from 'vitest';
import { partsOf } from './meeting-parts.ts';
import { noProvisioning, type ProvisioningState } from './provisioning.ts';

const uri = (purpose: string) => ({ purpose, uri: `sip:g@t.com;gruu;opaque=app:conf:${purpose}:id:X` });

it('[O4] says of every part whether the meeting has it, and whether this version speaks with it', () => {
  const parts = partsOf([uri('chat'), uri('audio-video')], undefined);
  expect(parts.map(({ modality, isOffered, lacks }) => [modality, isOffered, lacks])).toEqual([
    ['chat', true, []],
    ['audio', true, []],
    ['video', true, []],
    ['sharing', true, []],
    ['content', false, ['not-offered']],
  ]);
  const microsofts = partsOf([uri('applicationsharing'), uri('phone-conf')], undefined);
  expect(microsofts.map(({ modality, lacks }) => [modality, lacks])).toEqual([
    ['chat', ['not-offered']],
    ['audio', ['not-built']],
    ['video', ['not-offered']],
    ['sharing', ['not-built']],
    ['content', ['not-offered']],
  ]);
  expect(partsOf([uri('data-conf')], undefined).at(-1)).toEqual({ modality: 'content', isOffered: true, lacks: [] });
});

it('[O4] promises nothing before the meeting told, as in the lobby', () => {
  for (const part of partsOf(undefined, undefined)) expect(part).not.toHaveProperty('isOffered');
});

it('[O4] names the rule of the own company', () => {
  const entry = { group: 'meetingPolicy', key: 'EnableDataCollaboration', value: 'false', known: true };
  const provisioning: ProvisioningState = { ...noProvisioning, sections: [{ id: 'conferencing', entries: [entry] }] };
  expect(partsOf([uri('chat'), uri('meeting')], { provisioning }).at(-1)).toEqual({
    modality: 'content',
    isOffered: true,
    lacks: ['policy'],
    rule: 'EnableDataCollaboration',
  });
});
