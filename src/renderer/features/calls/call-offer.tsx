import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { callIn } from '../../app/call-link.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

/** A `tel:` or `sip:` link the desktop handed over: nothing is called before the person says so, nor before they are signed in. */
export function CallOffer() {
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const link = useSlice((snapshot) => snapshot.pendingLink);
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const call = link === null ? undefined : callIn(link);
  if (link === null || !call) return null;
  const forget = () => run(client.request('app.clearPendingLink', link));
  if (!isSignedIn) {
    return (
      <MessageBar layout="multiline">
        <MessageBarBody>{texts.offerLater(call.shown)}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={forget}>
            {texts.cancel}
          </Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  return (
    <ConfirmDialog
      title={texts.offerTitle(call.shown)}
      body={texts.offerBody}
      confirm={texts.call}
      cancel={texts.cancel}
      onConfirm={async () => {
        const outcome = await client.request('call.start', { to: call.to });
        if (outcome.ok) open('call', outcome.value);
        return outcome;
      }}
      onClose={forget}
    />
  );
}
