/** What a scenario file may say. `npm run scenarios -- --schema` prints this as JSON Schema; docs/guide/testers.md explains it. */
import { z } from 'zod';
import { faultSchema, switchedSchema, timelineSchema } from '../../lab/timeline/plan.ts';
import { failureCodes } from '../../shared/model/failure.ts';

const text = (most: number) => z.string().min(1).max(most);
const who = text(40).describe('A name out of "who"');
const withinMs = z
  .number()
  .int()
  .min(1)
  .max(120_000)
  .optional()
  .describe('How long it may take; 20,000 ms unless given');
const environmentName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'expected the name of an environment variable, such as KAREN_PASSWORD')
  .describe('The name of an environment variable: secrets never stand in a file');
const words = z.array(text(500)).max(50);
const status = z.number().int().min(100).max(699);
const diagnostic = z.number().int().min(0).max(99_999).describe('The number in ms-diagnostics');

const failure = z
  .strictObject({
    code: z.enum(failureCodes).optional().describe('As Details shows it'),
    status: status.optional(),
    diagnostic: diagnostic.optional(),
    source: text(253).optional().describe('The server that ms-diagnostics names'),
  })
  .describe('A failure; what is left out may be anything');

const meeting = z.strictObject({
  phase: z.enum(['joining', 'lobby', 'joined', 'leaving', 'ended']).optional(),
  asGuest: z.boolean().optional(),
  endedBecause: z
    .enum([
      'left',
      'cancelled',
      'meeting-ended',
      'removed',
      'connection-lost',
      'lobby-denied',
      'lobby-timeout',
      'grace-over',
      'failed',
    ])
    .optional(),
  failure: failure.optional(),
  homeRefusal: z
    .union([z.literal('none'), failure])
    .optional()
    .describe('Why the own company refused, before the guest’s way; "none" where it did not'),
  has: words.optional().describe('Names in the roster, guests as "Karen Berg (Guest)"'),
  lacks: words.optional().describe('Names that must not be in the roster'),
  organizerSees: words.optional().describe('Names in the organiser’s own list; in the lab only'),
});

export const expectationSchema = z
  .strictObject({
    account: z.enum(['signed-out', 'signing-in', 'registered', 'reconnecting']).optional(),
    scheme: text(40).optional().describe('How one was signed in, such as NTLM or TLS-DSK'),
    server: text(253).optional().describe('The server of the connection'),
    location: z.enum(['inside', 'outside', 'unknown']).optional(),
    failure: failure.optional().describe('Why one is not signed in'),
    meeting: meeting.optional(),
    conversation: z
      .strictObject({
        with: text(320),
        state: z.enum(['new', 'inviting', 'ringing-in', 'active', 'ended', 'failed']).optional(),
        lastText: text(200).optional(),
        failure: failure.optional(),
      })
      .optional(),
    call: z
      .strictObject({
        state: z
          .enum(['preparing', 'calling', 'ringing', 'early', 'incoming', 'connecting', 'active', 'ended'])
          .optional(),
        encryption: z.enum(['srtp', 'dtls-srtp', 'none']).optional(),
        endedBecause: z
          .enum([
            'hung-up',
            'peer-hung-up',
            'cancelled',
            'declined',
            'refused',
            'missed',
            'elsewhere',
            'transferred',
            'failed',
          ])
          .optional(),
        failure: failure.optional(),
      })
      .optional()
      .describe('The newest call'),
    presence: z
      .strictObject({ of: text(320), is: text(40) })
      .optional()
      .describe('What is shown of a contact, such as available, busy or offline'),
    trace: z.strictObject({ contains: words.optional(), lacks: words.optional() }).optional(),
    asked: words.optional().describe('Names that DNS was asked for'),
    neverAsked: words.optional().describe('Names that DNS was never asked for'),
    privacyBreaches: z.literal(0).optional().describe('No guest gave away who he is; in the lab only'),
  })
  .describe('All that is given has to be true at the same time, within the time limit');

const result = z
  .union([z.literal('ok'), failure])
  .optional()
  .describe('How the step itself has to end: "ok" unless given, or its failure');

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('sign-in'), who, result, withinMs }),
  z.strictObject({ do: z.literal('sign-out'), who }),
  z.strictObject({
    do: z.literal('join'),
    who,
    meeting: text(64).optional().describe('The id of a meeting of the lab'),
    link: text(2000).optional().describe('A meeting’s link, without its conference key'),
    linkFrom: environmentName.optional(),
    form: z
      .enum(['conf', 'meet', 'sip', 'https'])
      .optional()
      .describe('Which link of it; conf, without the key, unless given'),
    as: z.enum(['auto', 'guest']).optional(),
    guestName: text(255).optional(),
    keyFrom: environmentName.optional().describe('The conference key for guests'),
    result,
    withinMs,
  }),
  z.strictObject({ do: z.literal('leave'), who }),
  z.strictObject({ do: z.literal('call'), who, to: text(320), result }),
  z.strictObject({ do: z.literal('answer'), who, result, withinMs }),
  z.strictObject({ do: z.literal('hang-up'), who, result }),
  z.strictObject({ do: z.literal('send'), who, to: text(320), text: text(2000), result }),
  z.strictObject({ do: z.literal('chat'), who, text: text(2000), result }).describe('Writes in the meeting'),
  z.strictObject({ do: z.literal('expect'), who, that: z.union([z.literal('of-case'), expectationSchema]), withinMs }),
  switchedSchema.extend({ do: z.literal('set') }),
  z.strictObject({ do: z.literal('fault'), fault: faultSchema }),
  z.strictObject({ do: z.literal('heal'), fault: faultSchema }),
  z.strictObject({
    do: z.literal('organize'),
    meeting: text(64),
    action: z.enum(['admit-everyone', 'deny-everyone', 'end']),
  }),
  z.strictObject({ do: z.literal('pause'), ms: z.number().int().min(1).max(60_000) }),
]);

const scenarioCase = z.strictObject({
  name: text(200).describe('What tells this case apart'),
  switches: z.array(switchedSchema).max(40).optional(),
  values: z
    .record(z.string().regex(/^[a-zA-Z]\w{0,39}$/, 'a word'), z.string().max(500))
    .optional()
    .describe('What stands for {{name}} anywhere in the steps and in "who"'),
  expect: expectationSchema.optional().describe('For the step { "do": "expect", "that": "of-case" }'),
});

const scenario = z.strictObject({
  name: text(200),
  about: text(2000).optional(),
  switches: z.array(switchedSchema).max(40).optional().describe('Set before the first step'),
  timeline: timelineSchema.optional().describe('Faults and switches at their time, counted from the first step'),
  steps: z.array(step).min(1).max(200),
  cases: z.array(scenarioCase).min(1).max(500).optional().describe('The scenario is run once for each'),
});

const realServer = z.strictObject({
  host: text(253).optional().describe('The server’s name; found by DNS unless given'),
  port: z.number().int().min(1).max(65_535).optional(),
});

export const scenarioFileSchema = z
  .strictObject({
    $schema: z.string().max(500).optional(),
    version: z.literal(1),
    name: text(200),
    about: text(4000).optional(),
    where: z
      .union([
        z.strictObject({ lab: z.strictObject({ switches: z.array(switchedSchema).max(40).optional() }) }),
        z.strictObject({ replay: text(500).describe('A fixture made by --record, beside this file') }),
        z.strictObject({ server: realServer }),
      ])
      .describe(
        'A lab of its own for each scenario and each of its cases, a recording that is played again, or a real server, which takes the option --server real',
      ),
    who: z
      .record(
        z.string().regex(/^[a-zA-Z]\w{0,39}$/, 'a word'),
        z.strictObject({
          address: text(320).optional().describe('Left out for a guest who never signs in'),
          userName: text(320).optional(),
          passwordFrom: environmentName.optional().describe('In the lab, its people’s own passwords unless given'),
        }),
      )
      .describe('Who acts, each with a client of their own'),
    scenarios: z.array(scenario).min(1).max(200),
  })
  .describe('Scenarios for Offhook’s testers’ command line');

export type ScenarioFile = z.infer<typeof scenarioFileSchema>;
export type Scenario = ScenarioFile['scenarios'][number];
export type ScenarioStep = Scenario['steps'][number];
export type StepOf<D extends ScenarioStep['do']> = Extract<ScenarioStep, { readonly do: D }>;
export type Expectation = z.infer<typeof expectationSchema>;
export type ExpectedFailure = z.infer<typeof failure>;
export type Actor = ScenarioFile['who'][string];

/** As a JSON Schema, for editors and for whoever writes scenarios with other tools. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioFileSchema, { target: 'draft-2020-12', io: 'input', reused: 'ref' });
}
