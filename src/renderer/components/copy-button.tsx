import { Button, type ButtonProps, useAnnounce } from '@fluentui/react-components';
import { Checkmark16Regular, Checkmark20Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular, Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { failureOf } from '../ipc/client.ts';
import { appTexts } from '../locales/app.ts';
import { useServices } from '../state/services.tsx';

const icons = {
  small: { copy: Copy16Regular, copied: Checkmark16Regular },
  medium: { copy: Copy20Regular, copied: Checkmark20Regular },
};

/** Puts a text on the clipboard and says so. `text` is asked for at the click. Small, but where it stands in a row with others of medium size. */
export function CopyButton(props: {
  readonly text: () => string;
  readonly label?: string;
  readonly name?: string;
  readonly appearance?: ButtonProps['appearance'];
  readonly size?: 'small' | 'medium';
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
  const size = props.size ?? 'small';
  const Icon = icons[size][copied ? 'copied' : 'copy'];
  return (
    <Button
      size={size}
      appearance={props.appearance ?? 'secondary'}
      icon={<Icon />}
      aria-label={props.name ?? label}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {copied ? appTexts.copied : label}
    </Button>
  );
}
