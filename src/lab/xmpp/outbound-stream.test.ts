/** The negotiation with a partner that takes its time. */
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createLabLog } from '../log/lab-log.ts';
import { negotiate } from './outbound-stream.ts';
import { usualPartner, type XmppPartner } from './partners.ts';
import { XmppWire } from './xmpp-wire.ts';

/** A stream whose other end is the test. */
class OtherEnd extends Duplex {
  said = '';
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.said += chunk.toString();
    done();
  }
  says(text: string): void {
    this.push(text);
  }
}

function scene(patch: Partial<XmppPartner> = {}) {
  const clock = createFakeClock();
  const end = new OtherEnd();
  const wire = new XmppWire(end, { core: { clock, log: createLabLog(clock) }, server: 'a', peer: 'b' });
  const outcome = negotiate(
    wire,
    {
      from: 'a.example',
      partner: { ...usualPartner, Domain: 'b.example', ...patch },
      goal: { kind: 'stanzas', secret: Buffer.from('secret') },
      identity: () => ({ chainPem: '', keyPem: '' }),
    },
    clock,
  );
  return { clock, end, wire, outcome };
}

const head =
  '<stream:stream xmlns="jabber:server" xmlns:db="jabber:server:dialback" xmlns:stream="http://etherx.jabber.org/streams" id="1">';
const valid = '<db:result from="b.example" to="a.example" type="valid"/>';

describe('a partner that is asked in', () => {
  it('and says nothing is given up after four seconds', async () => {
    const { clock, outcome, end } = scene();
    await clock.advance(3999);
    expect(end.said).not.toContain('</stream:stream>');
    await clock.advance(1);
    expect(await outcome).toEqual({ ok: false, problem: 'timeout' });
    expect(end.said).toContain('</stream:stream>');
  });

  it('of before version 1.0 offers nothing and is dialled back at once', async () => {
    const { end, outcome } = scene();
    end.says(head);
    end.says(valid);
    expect(await outcome).toEqual({ ok: true, isKeyValid: true });
    expect(end.said).toMatch(/<db:result from="a\.example" to="b\.example">[0-9a-f]{64}<\/db:result>/);
  });

  it('and answers for somebody else is not believed', async () => {
    const { end, outcome, clock } = scene();
    end.says(head);
    end.says(valid.replace('b.example', 'c.example'));
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(4000);
    expect(await outcome).toEqual({ ok: false, problem: 'timeout' });
  });

  it.each([
    [true, '   '],
    [false, ''],
  ])('[P2] EnableKeepAlive %s: a blank every minute, or none', async (EnableKeepAlive, blanks) => {
    const { end, outcome, clock, wire } = scene({ EnableKeepAlive });
    end.says(head);
    end.says(valid);
    await outcome;
    end.said = '';
    await clock.advance(180_000);
    expect(end.said).toBe(blanks);
    wire.destroy();
  });
});
