/** `npm run bench`: speed as ratios within one run, where there is something to compare with. A small table, and JSON in out/bench.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchBurst } from './burst.ts';
import { benchColdStart } from './cold-start.ts';
import { benchHistory } from './history.ts';
import { benchJourneys, type JourneyBench } from './journeys.ts';
import { benchMeetings } from './meetings.ts';
import { benchMessages } from './messages.ts';
import { benchParser } from './parser.ts';
import { benchPeople } from './people.ts';
import { benchRelay } from './relay.ts';
import { benchLongCall } from './relay-long.ts';
import { benchSignInRows } from './sign-in-rows.ts';
import { benchSoak } from './soak.ts';
import { benchStorm } from './storm.ts';
import { type Part, type Row, tableOf } from './table.ts';

const USAGE = `Usage: npm run bench -- [--only cold-start|sign-in|journeys|parser|burst|presence|messages|history|people|meetings|relay|long-call|soak]… [--runs N] [--minutes N]`;

type Bench = (runs: number, minutes: number) => Promise<Part>;

/** In this order: what may be cold is measured before the same code was made hot by another part. */
const parts: Readonly<Record<string, Bench>> = {
  burst: benchBurstRow,
  'cold-start': benchColdStartRow,
  'sign-in': benchSignInRows,
  journeys: benchJourneyRows,
  parser: benchParserRow,
  presence: benchStorm,
  messages: benchMessages,
  history: benchHistory,
  people: benchPeople,
  meetings: benchMeetings,
  relay: benchRelay,
  'long-call': (_runs, minutes) => benchLongCall(minutes),
  soak: (_runs, minutes) => benchSoak(minutes),
};

/** Only when they are asked for: they take as long as one says. */
const apart = ['long-call', 'soak'];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: Object.keys(parts).filter((name) => !apart.includes(name)) },
      runs: { type: 'string', default: '7' },
      minutes: { type: 'string', default: '30' },
    },
  });
  const [runs, minutes] = [Number(values.runs), Number(values.minutes)];
  const areSound = Number.isInteger(runs) && runs >= 1 && minutes > 0 && minutes <= 24 * 60;
  if (!values.only.every((name) => Object.hasOwn(parts, name)) || !areSound) {
    console.log(USAGE);
    return 2;
  }
  const rows: Row[] = [];
  const figures: Record<string, unknown> = { node: process.version, cores: cpus().length, runs };
  for (const [name, bench] of Object.entries(parts)) {
    if (!values.only.includes(name)) continue;
    const part = await bench(runs, minutes);
    rows.push(...part.rows);
    figures[name] = part.figures;
  }
  mkdirSync('out', { recursive: true });
  writeFileSync(join('out', 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`Node ${process.version}, ${cpus().length} cores, medians of ${runs} runs\n\n${tableOf(rows)}`);
  return 0;
}

async function benchColdStartRow(runs: number): Promise<Part> {
  const what = 'cold start to the sign-in screen, against a bare Electron and React window';
  const aim = { most: 1.4 };
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined) {
    const skipped = 'no Electron: run it as npm run bench';
    return { rows: [{ what, measured: `skipped (${skipped})` }], figures: { skipped } };
  }
  const start = await benchColdStart(process.cwd(), runs);
  const measured = `${start.offhookMs.toFixed(0)} ms against ${start.bareMs.toFixed(0)} ms`;
  return { rows: [{ what, measured, value: start.ratio, aim }], figures: start };
}

async function benchJourneyRows(runs: number): Promise<Part> {
  const journeys: JourneyBench[] = [];
  for (const rttMs of [20, 50]) journeys.push(...(await benchJourneys(rttMs, runs)));
  const rows = journeys.flatMap(({ journey, rttMs, roundTrips, ms, ratio, refusalToInviteMs }): Row[] => [
    {
      what: `${journey}, ${rttMs} ms away, against ${roundTrips} round trips`,
      measured: `${ms.toFixed(0)} ms against ${(roundTrips * rttMs).toFixed(0)} ms`,
      value: ratio,
      aim: { most: 1.3 },
    },
    ...(refusalToInviteMs === undefined
      ? []
      : [{ what: `of it from the refusal to the guest's INVITE`, measured: `${refusalToInviteMs.toFixed(0)} ms` }]),
  ]);
  return { rows, figures: journeys };
}

async function benchParserRow(): Promise<Part> {
  const { ours, stock } = benchParser();
  const what = 'INVITEs read in a second, against the parser of sip.js';
  return {
    rows: [{ what, measured: `${ours} against ${stock}`, value: ours, aim: { least: 15_000 } }],
    figures: { ours, stock },
  };
}

async function benchBurstRow(runs: number): Promise<Part> {
  const burst = await benchBurst(runs);
  const what = `CPU for ${burst.notifications} presence notifications of ${burst.bytes} bytes in one burst`;
  const first = `(the first burst of the process: ${burst.firstMs.toFixed(0)} ms)`;
  const rows: Row[] = [
    { what: `${what}, as far as the agent`, measured: `${burst.agentMs.toFixed(0)} ms`, value: burst.agentMs },
    {
      what: `${what}, read and in the store`,
      measured: `${burst.storeMs.toFixed(0)} ms ${first}`,
      value: burst.storeMs,
    },
  ];
  return { rows: rows.map((row) => ({ ...row, aim: { most: 150 } })), figures: burst };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
