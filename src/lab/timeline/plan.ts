/** What happens to the lab and when, as data: the same in scenario files, in messages of a page and in tests. */
import { z } from 'zod';
import {
  certificateFaults,
  malformedMessages,
  ocspStaples,
  oldTlsVersions,
  signatureFaults,
  webAnswerFaults,
  webServiceNames,
} from '../faults/fault-words.ts';
import { dnsMalice, mediaMalice, relayMalice, sipMalice, streamMalice } from '../faults/malice.ts';

const name = z.string().min(1).max(253);
const server = name.describe('A server of the lab, such as sip.contoso.com');
const method = z
  .string()
  .regex(/^[A-Z]{1,20}$/, 'a SIP method in capitals')
  .describe('A SIP method, such as INVITE');
const port = z.number().int().min(1).max(65_535);
const milliseconds = z.number().int().min(0).max(3_600_000);
const percent = z.number().min(0).max(100);

const dnsAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['nxdomain', 'nodata', 'servfail', 'silence']) }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('malice'), how: z.enum(dnsMalice) }),
  z.strictObject({
    kind: z.literal('answer'),
    srv: z
      .array(
        z.strictObject({
          target: name,
          port,
          priority: z.number().int().min(0).max(65_535).optional(),
          weight: z.number().int().min(0).max(65_535).optional(),
        }),
      )
      .max(16)
      .optional(),
    naptr: z
      .array(
        z.strictObject({
          service: z.string().max(255),
          replacement: z.string().max(253),
          order: z.number().int().min(0).max(65_535).optional(),
          preference: z.number().int().min(0).max(65_535).optional(),
          flags: z.string().max(255).optional(),
          regexp: z.string().max(255).optional(),
        }),
      )
      .max(16)
      .optional(),
    addresses: z
      .array(z.union([z.ipv4(), z.ipv6()]))
      .max(16)
      .optional(),
  }),
]);

const dns = z
  .strictObject({ layer: z.literal('dns'), name, type: z.enum(['SRV', 'A', 'AAAA', 'NAPTR']), answer: dnsAnswer })
  .describe('What DNS says for one name and type');

const tcp = z
  .strictObject({
    layer: z.literal('tcp'),
    server,
    does: z.enum(['refuse', 'be-silent', 'end-after', 'drop']),
    bytes: z.number().int().min(0).max(10_000_000).optional().describe('With end-after: of SIP sent to the client'),
  })
  .refine((fault) => (fault.does === 'end-after') === (fault.bytes !== undefined), {
    message: 'bytes goes with end-after, and with nothing else',
    path: ['bytes'],
  })
  .describe('Connections: refused, accepted without a word, ended after so many bytes, or all dropped at once');

const tls = z
  .strictObject({
    layer: z.literal('tls'),
    server,
    certificate: z.enum(certificateFaults).optional(),
    staple: z.enum(ocspStaples).optional(),
    newestTls: z.enum(oldTlsVersions).optional(),
    silentAfterHandshake: z.literal(true).optional(),
  })
  .describe('The handshake of new connections');

const sip = z
  .strictObject({
    layer: z.literal('sip'),
    server,
    silent: z.union([z.literal('all'), method]).optional(),
    answer: z
      .strictObject({
        method,
        status: z.number().int().min(300).max(699),
        reason: z.string().max(200),
        headers: z
          .array(
            z
              .string()
              .max(1000)
              .regex(/^[\w-]{1,64}:[^\r\n]*$/, 'one header line'),
          )
          .max(16)
          .optional(),
      })
      .optional(),
    malformed: z.enum(malformedMessages).optional(),
    lateMs: milliseconds.optional(),
    signature: z.enum(signatureFaults).optional(),
  })
  .describe('What the server does with SIP');

const http = z
  .strictObject({
    layer: z.literal('http'),
    server,
    service: z.enum(webServiceNames),
    fault: z.enum(webAnswerFaults),
  })
  .describe('What a web service answers instead');

const media = z
  .strictObject({
    layer: z.literal('media'),
    lossPercent: percent.optional(),
    jitterMs: milliseconds.optional(),
    delayMs: milliseconds.optional(),
    duplicatePercent: percent.optional(),
    reorderPercent: percent.optional(),
    malice: z
      .enum(mediaMalice)
      .optional()
      .describe('What the lab’s people and conferencing servers send that means harm'),
  })
  .describe('What the network does to packets of calls with the lab’s people, both ways');

const malice = z
  .strictObject({
    layer: z.literal('malice'),
    server,
    plays: z.enum([...streamMalice, ...sipMalice, ...relayMalice]),
  })
  .describe('The server means harm: docs/lab.md says what each does');

const fault = z.discriminatedUnion('layer', [dns, tcp, tls, sip, http, media, malice]);

const switched = z
  .strictObject({
    switch: z.string().min(1).max(64),
    target: z.string().min(1).max(520),
    value: z.union([z.boolean(), z.number(), z.string().max(253), z.array(z.string().max(253)).max(200)]),
  })
  .describe('Sets one of the lab’s switches');

const event = z
  .strictObject({
    server: server.optional(),
    received: method.optional(),
    sent: z.number().int().min(100).max(699).optional().describe('The status of an answer that the lab gave'),
    times: z.number().int().min(1).max(1000).optional().describe('How often it has to happen; once unless given'),
  })
  .refine((seen) => (seen.received === undefined) !== (seen.sent === undefined), {
    message: 'either received or sent',
  });

/** One step; `heal` takes away what a fault of the same layer and place did. */
const timelineStepSchema = z.strictObject({
  atMs: milliseconds.optional().describe('After the start of the timeline, or after the event; 0 unless given'),
  after: event.optional().describe('Counted from the start of the timeline'),
  fault: fault.optional(),
  heal: fault.optional(),
  set: switched.optional(),
  forMs: milliseconds.optional().describe('Heals the fault after so long'),
});

export const timelineSchema = z
  .array(
    timelineStepSchema
      .refine((step) => [step.fault, step.heal, step.set].filter(Boolean).length === 1, {
        message: 'each step has one of fault, heal and set',
      })
      .refine((step) => step.forMs === undefined || step.fault !== undefined, {
        message: 'goes with a fault',
        path: ['forMs'],
      }),
  )
  .max(100);

export { fault as faultSchema, switched as switchedSchema };
export type LabFault = z.infer<typeof fault>;
export type SwitchSetting = z.infer<typeof switched>;
export type TimelineEvent = z.infer<typeof event>;
export type TimelineStep = z.infer<typeof timelineStepSchema>;
