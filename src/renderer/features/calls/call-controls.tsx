import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CallTransfer20Regular } from '@fluentui/react-icons/svg/call-transfer';
import { Dialpad20Regular } from '@fluentui/react-icons/svg/dialpad';
import { Mic20Regular } from '@fluentui/react-icons/svg/mic';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { Pause20Regular } from '@fluentui/react-icons/svg/pause';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import { ShareScreenStart20Regular } from '@fluentui/react-icons/svg/share-screen-start';
import { ShareScreenStop20Regular } from '@fluentui/react-icons/svg/share-screen-stop';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { VideoOff20Regular } from '@fluentui/react-icons/svg/video-off';
import type { ReactElement } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { CallMore } from './call-more.tsx';
import { HangUpButton } from './hang-up-button.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    // Two rows of four where there is room, and never less than two beside each other.
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, calc(50% - 4px)), 1fr))',
    gap: tokens.spacingHorizontalS,
    maxWidth: '720px',
    // Long words, as German has them, stay on one line in the narrowest window.
    '& > button': { paddingLeft: tokens.spacingHorizontalXS, paddingRight: tokens.spacingHorizontalXS },
  },
  control: { minWidth: 0 },
});

/** Everything that can be done with a call that goes on. What cannot be done now keeps its place and says why. */
export function CallControls(props: {
  readonly call: Call;
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
  readonly onTransfer: () => void;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { call } = props;
  const { id } = call;
  const isHeld = call.hold === 'ours' || call.hold === 'both';
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const stands = call.state === 'active' ? undefined : texts.notYet;
  const transferRefusal = reasonAgainst({ provisioning }, 'transfer') && texts.transferForbidden;
  const noCamera = reasonAgainst({ provisioning }, 'video') && texts.videoForbidden;
  const noScreen = reasonAgainst({ provisioning }, 'desktop-sharing') && texts.noScreen;
  return (
    <fieldset className={styles.bar} style={unframed} aria-label={texts.controls}>
      <MuteControl call={call} />
      <Control
        icon={isHeld ? <Play20Regular /> : <Pause20Regular />}
        words={isHeld ? texts.resume : texts.hold}
        refusal={stands}
        onUse={() => run(client.request('call.hold', { id, isHeld: !isHeld }))}
      />
      <Control
        icon={<Dialpad20Regular />}
        words={texts.keypad}
        isOpen={props.isPadOpen}
        refusal={call.state === 'early' ? undefined : stands}
        onUse={props.onPad}
      />
      <PictureControls call={call} refusals={{ camera: noCamera, screen: noScreen }} />
      <Control
        icon={<CallTransfer20Regular />}
        words={texts.transfer}
        refusal={stands ?? transferRefusal}
        onUse={props.onTransfer}
      />
      <CallMore call={call} />
      <HangUpButton call={call} />
    </fieldset>
  );
}

/** A fieldset for its meaning, without its frame. */
const unframed = { margin: 0, padding: 0, border: 'none' } as const;

/** The microphone, open or closed; `refusal` says why it cannot be opened. */
export function MuteControl(props: { readonly call: Call; readonly refusal?: string | undefined }) {
  const { client } = useServices();
  const run = useRun();
  const { id, isMuted } = props.call;
  return (
    <Control
      icon={isMuted ? <MicOff20Regular /> : <Mic20Regular />}
      words={isMuted ? texts.unmute : texts.mute}
      refusal={props.refusal}
      onUse={() => run(client.request('call.mute', { id, isMuted: !isMuted }))}
    />
  );
}

/** Why the camera, or the screen, may not be shown. */
interface PictureRefusals {
  readonly camera?: string | undefined;
  readonly screen?: string | undefined;
}

/** Camera and screen; taking away is always possible. */
export function PictureControls(props: { readonly call: Call; readonly refusals: PictureRefusals }) {
  const { client } = useServices();
  const run = useRun();
  const { call, refusals } = props;
  const { id, picture } = call;
  const stands = call.state === 'active' ? undefined : texts.notYet;
  const refusal = stands ?? (call.canShowPicture ? undefined : texts.noPicture);
  const show = (wish: Call['picture']) =>
    run(client.request('call.show', { id, picture: picture === wish ? 'none' : wish }));
  return (
    <>
      <Control
        icon={picture === 'camera' ? <VideoOff20Regular /> : <Video20Regular />}
        words={picture === 'camera' ? texts.cameraOff : texts.camera}
        refusal={picture === 'camera' ? undefined : (refusal ?? refusals.camera)}
        onUse={() => show('camera')}
      />
      <Control
        icon={picture === 'screen' ? <ShareScreenStop20Regular /> : <ShareScreenStart20Regular />}
        words={picture === 'screen' ? texts.screenOff : texts.screen}
        refusal={picture === 'screen' ? undefined : (refusal ?? refusals.screen)}
        onUse={() => show('screen')}
      />
    </>
  );
}

function Control(props: {
  readonly icon: ReactElement;
  readonly words: string;
  readonly refusal?: string | undefined;
  readonly isOpen?: boolean;
  readonly onUse: () => void;
}) {
  const styles = useStyles();
  const { refusal } = props;
  return (
    <Button
      className={styles.control}
      icon={props.icon}
      disabledFocusable={refusal !== undefined}
      title={refusal}
      aria-description={refusal}
      aria-expanded={props.isOpen}
      onClick={() => refusal ?? props.onUse()}
    >
      {props.words}
    </Button>
  );
}
