import { Button } from '@fluentui/react-components';
import { Call16Regular } from '@fluentui/react-icons/svg/call';
import { keypadTexts } from '../../locales/phone.ts';
import { useCall, useCallRefusal } from '../calling/index.ts';

/** Calls somebody back, from a row that has other uses too. */
export function CallBack(props: { readonly to: string; readonly name: string }) {
  const call = useCall();
  const { to, name } = props;
  const refusal = useCallRefusal(to).call;
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={<Call16Regular />}
      aria-label={keypadTexts.callBack(name)}
      disabledFocusable={refusal !== undefined}
      title={refusal}
      aria-description={refusal}
      onClick={() => refusal ?? call({ to, name })}
    />
  );
}
