import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { callResult, type KeptCall } from '../../../shared/model/call-log.ts';
import { addressOf } from '../../components/peer-words.ts';
import { callEndWords, lastCallWords, callListTexts as texts } from '../../locales/phone.ts';
import { CallBack } from './call-back.tsx';
import { WaySign } from './way-sign.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** More would push what was said out of sight. */
const shownFirst = 5;

/** The calls a search found, newest first: with whom, when, what became of each, and a way to call again. */
export function FoundCalls(props: { readonly label: string; readonly calls: readonly KeptCall[] }) {
  const styles = useStyles();
  const [isWhole, setWhole] = useState(false);
  const { label, calls } = props;
  const shown = isWhole ? calls : calls.slice(0, shownFirst);
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {shown.map((call) => (
          <FoundCall key={call.id} call={call} />
        ))}
      </ul>
      {shown.length < calls.length && (
        <Button size="small" appearance="subtle" onClick={() => setWhole(true)}>
          {texts.allFound(calls.length)}
        </Button>
      )}
    </>
  );
}

function FoundCall(props: { readonly call: KeptCall }) {
  const styles = useStyles();
  const { call } = props;
  const { peer, onBehalfOf, failure } = call;
  const address = addressOf(peer);
  return (
    <li className={styles.item}>
      <WaySign call={call} />
      <div className={styles.words}>
        <bdi>{peer.name}</bdi>
        {address !== peer.name && (
          <Text size={200} className={styles.quiet}>
            <bdi>{address}</bdi>
          </Text>
        )}
        <Text size={200} className={styles.quiet}>
          {lastCallWords(call)}
        </Text>
        {failure && !callResult(call) && (
          <Text size={200} className={styles.quiet}>
            {callEndWords(call)}
          </Text>
        )}
        {onBehalfOf && (
          <Text size={200} className={styles.quiet}>
            {texts.onBehalfOf}: <bdi>{onBehalfOf.name}</bdi>
          </Text>
        )}
      </div>
      <CallBack to={peer.uri} name={peer.name} />
    </li>
  );
}
