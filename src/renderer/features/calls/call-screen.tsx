import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { callTexts as texts } from '../../locales/calls.ts';
import { useSlice } from '../../state/services.tsx';
import { DevicePicker } from '../devices/index.ts';
import { CallControls } from './call-controls.tsx';
import { CallHead } from './call-head.tsx';
import { CallPictures } from './call-pictures.tsx';
import { DigitsPanel } from './digits-panel.tsx';
import { EndedCall } from './ended-call.tsx';
import { IncomingCard } from './incoming-card.tsx';
import { JoinLines } from './join-lines.tsx';
import { QualityDetails } from './quality-details.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { TroubleLine } from './trouble-line.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  devices: { display: 'flex', maxWidth: '100%' },
});

/** One call, from its first ring to what was wrong with it. */
export function CallScreen() {
  const { place, close } = useNavigation();
  const call = useSlice(({ calls }) => calls.find(({ id }) => id === place.about));
  if (!call) {
    return (
      <Pane title={texts.pane} onBack={close}>
        <EmptyState title={texts.gone} />
      </Pane>
    );
  }
  return (
    <Pane key={call.id} title={call.peer.name} onBack={close} scroll>
      {call.state === 'incoming' ? <IncomingCard call={call} /> : <OpenCall call={call} />}
    </Pane>
  );
}

function OpenCall(props: { readonly call: Call }) {
  const { call } = props;
  return (
    <>
      <CallHead call={call} />
      {call.state === 'ended' ? <EndedCall call={call} /> : <LiveCall call={call} />}
      <QualityDetails call={call} />
    </>
  );
}

function LiveCall(props: { readonly call: Call }) {
  const styles = useStyles();
  const { call } = props;
  const [isPadOpen, setPadOpen] = useState(false);
  const [isTransferring, setTransferring] = useState(false);
  return (
    <>
      {call.trouble && <TroubleLine failure={call.trouble} />}
      {call.transfer?.failure && <TroubleLine failure={call.transfer.failure} />}
      {call.state === 'early' && (
        <Text size={200} className={styles.quiet}>
          {texts.earlyHint}
        </Text>
      )}
      <CallPictures call={call} />
      <CallControls
        call={call}
        isPadOpen={isPadOpen}
        onPad={() => setPadOpen(!isPadOpen)}
        onTransfer={() => setTransferring(true)}
      />
      {isPadOpen && <DigitsPanel call={call} />}
      <JoinLines call={call} />
      <div className={styles.devices}>
        <DevicePicker />
      </div>
      {isTransferring && <TransferDialog call={call} onClose={() => setTransferring(false)} />}
    </>
  );
}
