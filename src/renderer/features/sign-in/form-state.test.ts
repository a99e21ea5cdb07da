import { describe, expect, it } from 'vitest';
import { doneJourney, failedJourney, runningJourney, untrustedName, wrongPassword } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { formProblems, formValues, type Known, problemsFrom, serversOf } from './form-state.ts';
import { journeyToShow } from './sign-in-screen.tsx';

const known: Known = {
  remembered: { address: 'karen@contoso.com', userName: 'CONTOSO\\karen', hasPassword: true },
  settings: firstSnapshot.settings,
  canRemember: true,
  failure: undefined,
};

describe('form values', () => {
  it('show what is remembered until something else is typed', () => {
    expect(formValues({}, known)).toMatchObject({
      address: 'karen@contoso.com',
      userName: 'CONTOSO\\karen',
      passwordKept: true,
      remember: true,
    });
    expect(formValues({ address: 'kim@fabrikam.com' }, known)).toMatchObject({ userName: '', passwordKept: false });
  });

  it('hold a kept password no longer once it was refused', () => {
    expect(formValues({}, { ...known, failure: wrongPassword }).passwordKept).toBe(false);
    expect(formValues({}, { ...known, failure: untrustedName }).passwordKept).toBe(true);
  });

  it('never promise to remember where there is no safe place', () => {
    expect(formValues({ remember: true }, { ...known, canRemember: false }).remember).toBe(false);
  });
});

describe('form problems', () => {
  const values = formValues({ address: 'kim@fabrikam.com', password: 'x' }, known);

  it.each(['kim@fabrikam.com', ' sip:kim@fabrikam.com ', 'SIPS:kim@fabrikam.com', 'kim@intranet'])(
    'finds none in %j',
    (address) => expect(formProblems({ ...values, address })).toEqual({}),
  );

  it.each(['', '   ', 'kim', '@fabrikam.com', 'kim@', 'kim akers@fabrikam.com', 'sip:'])('finds one in %j', (address) =>
    expect(formProblems({ ...values, address }).address).toBeTruthy(),
  );

  it('wants a password unless main holds one for this very address', () => {
    expect(formProblems({ ...values, password: '' }).password).toBeTruthy();
    expect(formProblems(formValues({}, known))).toEqual({});
  });
});

describe('servers typed by hand', () => {
  const values = formValues({ address: 'kim@fabrikam.com', password: 'x' }, known);

  it.each([
    { internal: 'pool 01', external: '' },
    { internal: '', external: 'edge.contoso.com:port' },
  ])('[B14] are told from what is none at their field: %o', (servers) => {
    const wrong = servers.internal ? 'internal' : 'external';
    expect(Object.keys(formProblems({ ...values, ...servers }))).toEqual([wrong]);
    expect(formProblems({ ...values, ...servers }, { needsPassword: true, usesServers: false })).toEqual({});
  });

  it('[B14] are sent as main reads them', () => {
    const servers = { internal: ' Pool01.Contoso.COM:5061 ', external: 'edge.bücher.example' };
    expect(serversOf({ ...values, ...servers })).toEqual({
      internal: 'pool01.contoso.com:5061',
      external: 'edge.xn--bcher-kva.example',
    });
  });

  it('[B14] are blamed one by one by main', () => {
    const refused = (text: string) => ({ code: 'MANUAL_SERVER_INVALID' as const, data: { text }, at: 0 });
    const both = { ...values, internal: 'a', external: 'b' };
    expect(Object.keys(problemsFrom(refused('a'), both) ?? {})).toEqual(['internal']);
    expect(Object.keys(problemsFrom(refused('b'), both) ?? {})).toEqual(['external']);
    expect(problemsFrom(untrustedName, both)).toBeUndefined();
  });
});

describe('journey to show', () => {
  const failed = failedJourney('register', wrongPassword);
  it('shows the running one, and the failed one until it is put away', () => {
    expect(journeyToShow({ kind: 'signing-in', address: 'a@b' }, runningJourney, undefined)).toBe(runningJourney);
    expect(journeyToShow({ kind: 'signed-out', failure: wrongPassword }, failed, undefined)).toBe(failed);
    expect(journeyToShow({ kind: 'signed-out', failure: wrongPassword }, failed, failed.id)).toBeUndefined();
  });

  it('shows the form after a cancel or a sign-out', () => {
    expect(journeyToShow({ kind: 'signed-out' }, runningJourney, undefined)).toBeUndefined();
    expect(journeyToShow({ kind: 'signed-out', failure: wrongPassword }, doneJourney, undefined)).toBeUndefined();
    expect(journeyToShow({ kind: 'signed-out' }, null, undefined)).toBeUndefined();
  });
});
