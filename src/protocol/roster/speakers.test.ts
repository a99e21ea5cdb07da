import { expect, it } from 'vitest';
import { applyConferenceInfo } from './merge.ts';
import { readConferenceInfo } from './read.ts';
import { speakersOf } from './speakers.ts';

const sound = (source: string, status = 'connected') =>
  `<endpoint entity="{${source}}" msci:session-type="audio-video"><status>${status}</status>` +
  `<media id="1"><type>audio</type><src-id>${source}</src-id><status>sendrecv</status></media>` +
  '<media id="2"><type>video</type><src-id>99</src-id><status>sendrecv</status></media></endpoint>';

function rosterOf(users: Readonly<Record<string, string>>) {
  const lines = Object.entries(users).map(([name, endpoints]) => `<user entity="sip:${name}">${endpoints}</user>`);
  const reading = readConferenceInfo(
    '<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" state="full" version="1" ' +
      'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions" entity="sip:focus">' +
      `<users state="full">${lines.join('')}</users></conference-info>`,
  );
  if (!reading.ok) throw new Error(reading.problem);
  return applyConferenceInfo(undefined, reading.info).state;
}

it('says whose the sources of sound are', () => {
  const roster = rosterOf({ 'a@x.example': sound('2'), 'b@x.example': sound('4'), 'c@x.example': sound('4294967295') });
  expect(speakersOf(roster, [4, 0xffffffff])).toEqual(['sip:b@x.example', 'sip:c@x.example']);
});

it('knows nobody by the source of a picture, by none, by one that is no number, or who is gone', () => {
  const roster = rosterOf({
    'a@x.example': sound('4294967296'),
    'b@x.example': sound('0x10'),
    'c@x.example': sound('2', 'disconnected'),
    'd@x.example': '<endpoint entity="{1}" msci:session-type="audio-video"><status>connected</status></endpoint>',
  });
  expect(speakersOf(roster, [99, 4294967296, 16, 10, 0, 2])).toEqual([]);
  expect(speakersOf(roster, [])).toEqual([]);
});
