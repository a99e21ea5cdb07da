/** A step in the words of a report. */
import type { LabFault } from '../../lab/timeline/plan.ts';
import type { ScenarioStep } from './schema.ts';

/** One line; nothing in it is a secret, since files hold none. */
export function stepWords(step: ScenarioStep): string {
  switch (step.do) {
    case 'sign-in':
      return `${step.who} signs in`;
    case 'sign-out':
      return `${step.who} signs out`;
    case 'join':
      return `${step.who} joins ${step.meeting ?? step.linkFrom ?? 'a link'}${step.as === 'guest' ? ' as a guest' : ''}`;
    case 'leave':
      return `${step.who} leaves the meeting`;
    case 'call':
      return `${step.who} calls ${step.to}`;
    case 'answer':
      return `${step.who} answers`;
    case 'hang-up':
      return `${step.who} hangs up`;
    case 'send':
      return `${step.who} writes to ${step.to}`;
    case 'chat':
      return `${step.who} writes in the meeting`;
    case 'expect':
      return `${step.who} has ${step.that === 'of-case' ? 'what the case says' : Object.keys(step.that).join(', ')}`;
    case 'set':
      return `${step.switch} of ${step.target} is ${String(step.value)}`;
    case 'fault':
    case 'heal':
      return `${step.do} ${faultWords(step.fault)}`;
    case 'organize':
      return `the organiser of ${step.meeting}: ${step.action}`;
    case 'pause':
      return `pause of ${step.ms} ms`;
  }
}

function faultWords(fault: LabFault): string {
  const what = 'plays' in fault ? `${fault.layer} ${fault.plays}` : fault.layer;
  return 'server' in fault ? `${what} of ${fault.server}` : what;
}
