import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AccountState } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Journey } from '../../../shared/model/journey.ts';
import { useSlice } from '../../state/services.tsx';
import { JourneyView } from './journey-view.tsx';
import { NextTry } from './next-try.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useSignIn } from './use-sign-in.ts';

const useStyles = makeStyles({
  screen: { flexGrow: 1, minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column' },
  column: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '400px',
    margin: '0 auto',
    padding: `clamp(16px, 6vh, 96px) ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalL}`,
  },
});

/** Sign-in: the form, and in its place the live journey while it runs or when it failed. */
export function SignInScreen() {
  const styles = useStyles();
  const account = useSlice((snapshot) => snapshot.account);
  const journey = useSlice((snapshot) => snapshot.journey);
  const control = useSignIn();
  const [putAway, setPutAway] = useState<string>();
  const shown = journeyToShow(account, journey, putAway);
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <NextTry />
        {shown ? (
          <JourneyView
            journey={shown}
            running={account.kind === 'signing-in'}
            onBack={() => setPutAway(shown.id)}
            onTryAgain={() => {
              const blamed = failureOf(shown);
              if ((blamed && control.blame(blamed)) || !control.submit()) setPutAway(shown.id);
            }}
            onTrust={(domain, host, remember) => {
              if (!control.trust(domain, host, remember)) setPutAway(shown.id);
            }}
          />
        ) : (
          <SignInForm control={control} failure={failureOfForm(account, journey, putAway) ?? control.failure} />
        )}
      </div>
    </div>
  );
}

/** The journey that replaces the form: the running one, or the failed one until it is put away. */
export function journeyToShow(
  account: AccountState,
  journey: Journey | null,
  putAway: string | undefined,
): Journey | undefined {
  if (!journey) return undefined;
  if (account.kind === 'signing-in') return journey;
  if (account.kind !== 'signed-out' || !account.failure || journey.id === putAway) return undefined;
  return failureOf(journey) ? journey : undefined;
}

function failureOfForm(account: AccountState, journey: Journey | null, putAway: string | undefined) {
  // An address that was refused is said to be wrong at its field.
  if (account.kind !== 'signed-out' || account.failure?.code === 'ADDRESS_INVALID') return undefined;
  return journey && journey.id === putAway && failureOf(journey) ? undefined : account.failure;
}

/** What ended a journey; trouble with the devices never does. */
function failureOf(journey: Journey): Failure | undefined {
  return journey.stages.find((stage) => stage.state === 'failed' && stage.name !== 'devices')?.failure;
}
