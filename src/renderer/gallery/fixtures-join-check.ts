/** Made-up looks at other companies for the gallery and the component tests. */
import type { JoinCheck, RequirementVerdict } from '../../shared/model/join-check.ts';
import { fixtureTime } from './fixtures.ts';

const server = 'sip.tailspintoys.com:443';
const met = (requirement: RequirementVerdict['requirement']): RequirementVerdict => ({
  requirement,
  verdict: 'met',
  ...(requirement === 'client' ? {} : { server }),
});

export const joinable: JoinCheck = {
  domain: 'tailspintoys.com',
  at: fixtureTime,
  requirements: [met('names'), met('reach'), met('trust'), met('client')],
  records: [
    {
      kind: 'federation',
      lookup: {
        name: '_sipfederationtls._tcp.tailspintoys.com',
        type: 'SRV',
        outcome: 'answered',
        answers: ['sip.tailspintoys.com:5061'],
        durationMs: 12,
        verdict: 'used',
      },
    },
    {
      kind: 'xmpp',
      lookup: {
        name: '_xmpp-server._tcp.tailspintoys.com',
        type: 'SRV',
        outcome: 'no-name',
        answers: [],
        durationMs: 9,
        verdict: 'no-answer',
      },
    },
  ],
};

export const notJoinable: JoinCheck = {
  ...joinable,
  requirements: [
    { requirement: 'names', verdict: 'met' },
    {
      requirement: 'reach',
      verdict: 'not-met',
      failure: { code: 'CONNECT_REFUSED', server, at: fixtureTime },
    },
    { requirement: 'trust', verdict: 'unknown' },
    { requirement: 'client', verdict: 'met' },
  ],
};
