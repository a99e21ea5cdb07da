import { Button, type ButtonProps, useAnnounce } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { failureOf } from '../ipc/client.ts';
import { appTexts } from '../locales/app.ts';
import { useServices } from '../state/services.tsx';

/** Puts a text on the clipboard and says so. `text` is asked for at the click. */
export function CopyButton(props: {
  readonly text: () => string;
  readonly label?: string;
  readonly name?: string;
  readonly appearance?: ButtonProps['appearance'];
}) {
  const { client, notice } = useServices();
  const { announce } = useAnnounce();
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    const failure = await failureOf(client.request('app.copy', { text: props.text() }));
    if (failure) {
      notice.set(failure);
      return;
    }
    setCopied(true);
    announce(appTexts.copied);
  }

  const label = props.label ?? appTexts.copy;
  return (
    <Button
      size="small"
      appearance={props.appearance ?? 'secondary'}
      icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
      aria-label={props.name ?? label}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {copied ? appTexts.copied : label}
    </Button>
  );
}
