import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Journey } from '../../../shared/model/journey.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { StageList } from '../../components/stage-list.tsx';
import { setupTexts } from '../../locales/setup-check.ts';
import { signInTexts as texts } from '../../locales/sign-in.ts';
import { supportTexts } from '../../locales/support.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
  offer: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Trust = (domain: string, host: string, remember: boolean) => void;

/** The way in, live: six stages; a failure stays on its stage and says what to do. */
export function JourneyView(props: {
  readonly journey: Journey;
  readonly running: boolean;
  readonly onBack: () => void;
  readonly onTryAgain: () => void;
  readonly onTrust: Trust;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { open } = useNavigation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { journey, running } = props;
  return (
    <div className={styles.root}>
      <h1 className={styles.title} ref={title} tabIndex={-1}>
        {running ? texts.signingInAs(journey.address) : texts.failedAs(journey.address)}
      </h1>
      <StageList
        journey={journey}
        below={(stage) =>
          stage.failure && (
            <FailureCard
              failure={stage.failure}
              actions={<TrustOffer failure={stage.failure} onTrust={props.onTrust} />}
            />
          )
        }
      />
      <div className={styles.actions}>
        {running ? (
          <Button onClick={() => run(client.request('signIn.cancel'))}>{texts.cancel}</Button>
        ) : (
          <>
            <Button appearance="primary" onClick={props.onTryAgain}>
              {texts.tryAgain}
            </Button>
            <Button onClick={props.onBack}>{texts.back}</Button>
          </>
        )}
      </div>
      {!running && (
        <div className={styles.actions}>
          <Button appearance="subtle" onClick={() => open('setup-check', journey.address)}>
            {setupTexts.link}
          </Button>
          <Button appearance="subtle" onClick={() => open('support')}>
            {supportTexts.title}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Offered only where main named both names (mission C6). */
function TrustOffer(props: { readonly failure: Failure; readonly onTrust: Trust }) {
  const styles = useStyles();
  const [remember, setRemember] = useState(true);
  const { code, data } = props.failure;
  const domain = data?.domain;
  const host = data?.host;
  if (code !== 'SERVER_NAME_UNTRUSTED' || !domain || !host) return null;
  return (
    <div className={styles.offer}>
      <Checkbox
        label={texts.trustRemember(domain)}
        checked={remember}
        onChange={(_, change) => setRemember(change.checked === true)}
      />
      <Button onClick={() => props.onTrust(domain, host, remember)}>{texts.trust}</Button>
    </div>
  );
}
