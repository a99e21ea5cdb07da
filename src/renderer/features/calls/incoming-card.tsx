import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import { ChevronDown20Regular } from '@fluentui/react-icons/svg/chevron-down';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useEffect, useRef, useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { takeFocusTo } from '../../components/focus.ts';
import { addressOf } from '../../components/peer-words.ts';
import { PersonAvatar } from '../../components/person.tsx';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { DeclineWays } from './decline-ways.tsx';
import { useCompany } from './use-company.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalM,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    minWidth: 0,
    boxSizing: 'border-box',
  },
  framed: { borderRadius: tokens.borderRadiusMedium, maxWidth: '480px' },
  who: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  name: { margin: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  decline: { display: 'flex' },
  no: { borderStartEndRadius: 0, borderEndEndRadius: 0 },
  ways: { borderStartStartRadius: 0, borderEndStartRadius: 0, borderInlineStartStyle: 'none', minWidth: '32px' },
});

/**
 * Somebody calls: who, and what can be said to it. Nothing here takes the focus by itself, so that no key pressed for something else answers; only who
 * asked for the other ways to decline goes on among them.
 */
export function IncomingCard(props: {
  readonly call: Call;
  /** Without a frame of its own. */
  readonly isPlain?: boolean;
  /** There is nothing else on the page. */
  readonly isPage?: boolean;
}) {
  const styles = useStyles();
  const { call } = props;
  const { peer, onBehalfOf } = call;
  const company = useCompany(peer);
  const hasOther = useSlice(({ calls }) => calls.some(({ state, hold }) => state === 'active' && hold === 'none'));
  const [part, setPart] = useState<'answers' | 'ways' | 'answers-again'>('answers');
  const about = [addressOf(peer), company].filter((words) => words !== undefined && words !== peer.name);
  return (
    <section className={mergeClasses(styles.card, !props.isPlain && styles.framed)} aria-label={texts.calls(peer.name)}>
      <div className={styles.who}>
        <PersonAvatar name={peer.name} size={48} photoOf={peer.number === undefined ? peer.uri : undefined} />
        <div className={styles.words}>
          <Text size={200}>{texts.incoming}</Text>
          <Text
            as={props.isPage ? 'h1' : 'span'}
            weight="semibold"
            size={400}
            className={styles.name}
            title={peer.name}
          >
            <bdi>{peer.name}</bdi>
          </Text>
          {about.length > 0 && <Text size={200}>{about.join(' · ')}</Text>}
          {onBehalfOf && <Text size={200}>{texts.onBehalfOf(onBehalfOf.name)}</Text>}
          {hasOther && <Text size={200}>{texts.otherHeld}</Text>}
        </div>
      </div>
      {part === 'ways' ? (
        <DeclineWays call={call} onBack={() => setPart('answers-again')} />
      ) : (
        <Answers call={call} isAgain={part === 'answers-again'} onWays={() => setPart('ways')} />
      )}
    </section>
  );
}

function Answers(props: {
  readonly call: Call;
  /** The person came back from the other ways to decline: the keyboard is where it was. */
  readonly isAgain: boolean;
  readonly onWays: () => void;
}) {
  const styles = useStyles();
  const decline = useRef<HTMLSpanElement>(null);
  const { isAgain } = props;
  useEffect(() => {
    if (isAgain) takeFocusTo(decline.current?.querySelector<HTMLElement>('button:last-of-type'));
  }, [isAgain]);
  const { client } = useServices();
  const run = useRun();
  const { id, peer, canShowPicture } = props.call;
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const mayShow = canShowPicture && !reasonAgainst({ provisioning }, 'video');
  return (
    <div className={styles.buttons}>
      <Button
        appearance="primary"
        icon={<Call20Filled />}
        aria-label={texts.answerName(peer.name)}
        onClick={() => run(client.request('call.answer', { id }))}
      >
        {texts.answer}
      </Button>
      {mayShow && (
        <Button
          icon={<Video20Regular />}
          aria-label={texts.withVideoName(peer.name)}
          onClick={() => run(client.request('call.answer', { id, withCamera: true }))}
        >
          {texts.withVideo}
        </Button>
      )}
      <span ref={decline} className={styles.decline}>
        <Button
          className={styles.no}
          icon={<CallEnd20Regular />}
          aria-label={texts.declineName(peer.name)}
          onClick={() => run(client.request('call.decline', { id }))}
        >
          {texts.decline}
        </Button>
        <Button
          className={styles.ways}
          icon={<ChevronDown20Regular />}
          aria-label={texts.otherWaysName(peer.name)}
          title={texts.otherWays}
          onClick={props.onWays}
        />
      </span>
    </div>
  );
}
