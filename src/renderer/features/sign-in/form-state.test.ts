import { describe, expect, it } from 'vitest';
import { doneJourney, failedJourney, runningJourney, wrongPassword } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { formProblems, formValues, type Known } from './form-state.ts';
import { journeyToShow } from './sign-in-screen.tsx';

const known: Known = {
  remembered: { address: 'karen@contoso.com', userName: 'CONTOSO\\karen', hasPassword: true },
  settings: firstSnapshot.settings,
  canRemember: true,
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
