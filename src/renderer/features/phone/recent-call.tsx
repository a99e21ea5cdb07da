import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import type { KeptCall } from '../../../shared/model/call-log.ts';
import { Facts } from '../../components/facts.tsx';
import { addressOf } from '../../components/peer-words.ts';
import { qualityFacts } from '../../locales/calls.ts';
import { clockTime, elapsed, exactTime } from '../../locales/format.ts';
import { callEndWords, callLine, callListTexts as texts } from '../../locales/phone.ts';
import { useCall, useCallRefusal } from '../calling/index.ts';
import { WaySign } from './way-sign.tsx';

const useStyles = makeStyles({
  item: { display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalXS} 0` },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  missed: { color: tokens.colorStatusDangerForeground3 },
  call: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    flexGrow: 1,
    minWidth: 0,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    overflowWrap: 'anywhere',
    textAlign: 'start',
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  details: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
  },
});

/** One call of the list: a click on it calls again, and its details fold out. */
export function RecentCall(props: { readonly call: KeptCall; readonly onRemove: (call: KeptCall) => void }) {
  const styles = useStyles();
  const callOut = useCall();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { call, onRemove } = props;
  const { peer, ending, at } = call;
  const refusal = useCallRefusal(peer.uri).call;
  const isMissed = ending === 'missed';
  const time = clockTime(at);
  const address = addressOf(peer);
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <WaySign call={call} />
        <Button
          appearance="subtle"
          className={styles.call}
          disabledFocusable={refusal !== undefined}
          title={refusal ?? texts.callAgain(peer.name)}
          aria-description={refusal ?? texts.callAgain(peer.name)}
          onClick={() => refusal ?? callOut({ to: peer.uri, name: peer.name })}
        >
          <bdi>{peer.name}</bdi>
          {address !== peer.name && (
            <Text size={200} className={styles.quiet}>
              <bdi>{address}</bdi>
            </Text>
          )}
          <Text size={200} className={isMissed ? styles.missed : styles.quiet}>
            {callLine(call, time)}
          </Text>
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          aria-label={texts.detailsOf(peer.name, time)}
          title={texts.details}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <div id={detailsId} className={styles.details}>
          <Facts facts={factsOf(call)} />
          <Button size="small" onClick={() => onRemove(call)}>
            {texts.remove}
          </Button>
        </div>
      )}
    </li>
  );
}

function factsOf(call: KeptCall): readonly (readonly [string, string | undefined])[] {
  return [
    [texts.why, callEndWords(call)],
    [texts.at, exactTime(call.at)],
    [texts.talked, call.talkedMs === undefined ? undefined : elapsed(call.talkedMs)],
    [texts.who, addressOf(call.peer)],
    [texts.onBehalfOf, call.onBehalfOf?.name],
    ...qualityFacts(call),
  ];
}
