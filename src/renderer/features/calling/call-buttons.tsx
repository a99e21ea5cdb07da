import { Button, MenuItem } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { callTexts as texts } from '../../locales/calls.ts';
import { useCall } from './use-call.ts';
import { useCallRefusal } from './use-refusal.ts';

interface Person {
  readonly uri: string;
  readonly name: string;
}

/** Call and Video call, each with the reason where it cannot be; `isCompact` shows the signs alone. */
export function CallButtons(props: Person & { readonly isCompact?: boolean }) {
  const call = useCall();
  const { uri, name, isCompact } = props;
  const refusal = useCallRefusal(uri);
  const look = isCompact ? ({ appearance: 'subtle' } as const) : {};
  return (
    <>
      <Button
        {...look}
        {...refused(refusal.call)}
        icon={<Call20Regular />}
        aria-label={texts.callName(name)}
        onClick={() => refusal.call ?? call({ to: uri, name })}
      >
        {isCompact ? null : texts.call}
      </Button>
      <Button
        {...look}
        {...refused(refusal.video)}
        icon={<Video20Regular />}
        aria-label={texts.videoName(name)}
        onClick={() => refusal.video ?? call({ to: uri, name, withCamera: true })}
      >
        {isCompact ? null : texts.video}
      </Button>
    </>
  );
}

/** The same as entries of a menu. */
export function CallItems(props: Person) {
  const call = useCall();
  const { uri, name } = props;
  const refusal = useCallRefusal(uri);
  return (
    <>
      <MenuItem
        disabled={refusal.call !== undefined}
        {...(refusal.call ? { subText: refusal.call } : {})}
        onClick={() => call({ to: uri, name })}
      >
        {texts.call}
      </MenuItem>
      <MenuItem
        disabled={refusal.video !== undefined}
        {...(refusal.video && refusal.video !== refusal.call ? { subText: refusal.video } : {})}
        onClick={() => call({ to: uri, name, withCamera: true })}
      >
        {texts.video}
      </MenuItem>
    </>
  );
}

/** A button that cannot be used keeps the focus and says why. */
function refused(reason: string | undefined) {
  return { disabledFocusable: reason !== undefined, title: reason, 'aria-description': reason };
}
