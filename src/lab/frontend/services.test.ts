import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { attr, children, textOf } from '../../protocol/xml/find.ts';
import { createBench } from '../sip/test-bench.ts';
import { service, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const KAREN = 'karen@contoso.com';
const PROFILE_URI = `sip:${KAREN};gruu;opaque=app:locationprofile:get;default`;

function setUp() {
  const bench = createBench(createFakeClock(), createFakeRandom());
  return { bench, karen: signIn(bench, KAREN, 'sip.contoso.com') };
}

describe('location profile', () => {
  it('[F11] answers the five rules of the seed, repaired', () => {
    const { karen } = setUp();
    const [answer] = service(karen, '', '', PROFILE_URI);
    expect(answer?.header('Content-Type')).toBe('application/ms-location-profile-definition+xml');
    const root = rootOf(answer?.body ?? '');
    expect([root?.local, root?.ns]).toEqual([
      'LocationProfileDescription',
      'http://schemas.microsoft.com/2007/03/locationProfileDescription',
    ]);
    expect(
      children(root, 'Rule').map((rule) => [
        textOf(rule, 'Pattern'),
        textOf(rule, 'Translation'),
        textOf(rule, 'InternalEnterpriseExtension'),
      ]),
    ).toEqual([
      [String.raw`^(\d{6})$`, '+441785$1', 'false'],
      [String.raw`^0([1-9])(\d*)$`, '+44$1$2', 'false'],
      [String.raw`^(00)?([1-9])(\d{5,})$`, '+$2$3', 'false'],
      ['^(999$|112$|123$|101$)', '+$1', 'false'],
      [String.raw`^\+440(\d{10}\d?\d?)`, '+44$1', 'false'],
    ]);
    expect(textOf(root, 'ExternalAccessPrefix')).toBe('9');
    expect(textOf(root, 'OptimizeDeviceDialing')).toBe('true');
  });

  it('[C-31] sends the seed’s damaged print while the fault is on', () => {
    const { karen, bench } = setUp();
    bench.faults.set('sip.contoso.com', { malformed: 'xml-dial-plan' });
    const [answer] = service(karen, '', '', PROFILE_URI);
    expect(answer?.body).toContain('<Pattern&gt;^(');
    expect(answer?.body).toContain('xmlns=”');
    expect(rootOf(answer?.body ?? '')).toBeUndefined();
  });
});

describe('provisioning', () => {
  it('[F18] tells the server configuration once with Expires 0', () => {
    const { karen } = setUp();
    const body =
      '<provisioningGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisioninggrouplist"><provisioningGroup name="ServerConfiguration"/></provisioningGroupList>';
    const type = 'Content-Type: application/vnd-microsoft-roaming-provisioning-v2+xml';
    const [answer] = subscribe(karen, 'vnd-microsoft-provisioning-v2', { headers: ['Expires: 0', type], body });
    expect(answer?.header('Expires')).toBe('0');
    const server = children(rootOf(answer?.body ?? ''), 'provisionGroup').find(
      (group) => attr(group, 'name') === 'ServerConfiguration',
    );
    expect(textOf(server, 'ucLocationProfile')).toBe('UK_dial_plan');
    expect(textOf(server, 'focusFactoryUri')).toBe(`sip:${KAREN};gruu;opaque=app:conf:focusfactory`);
  });
});

describe('other requests', () => {
  it('[F10] rejects a content type it does not know', () => {
    const { karen } = setUp();
    const [answer] = service(karen, 'application/pidf+xml', '<x/>');
    expect(answer?.status).toBe(415);
    expect(answer?.header('ms-diagnostics')).toMatch(/^4013;/);
  });

  it('knows no other event package', () => {
    const { karen } = setUp();
    expect(subscribe(karen, 'presence.wpending')[0]?.status).toBe(489);
    expect(subscribe(karen, 'vnd-microsoft-roaming-self', { to: 'sip:jeremy@contoso.com' })[0]?.status).toBe(403);
  });
});
