import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { Save16Regular } from '@fluentui/react-icons/svg/save';
import { type TraceFormat, traceFormats } from '../../../shared/model/trace-format.ts';
import { failureSentence } from '../../components/failure-sentence.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { useRun, useServices } from '../../state/services.tsx';

/** Saves the whole trace in one of its forms; `onTold` gets the words about how that went. */
export function TraceSave(props: { readonly onTold: (words: string) => void }) {
  const { client } = useServices();
  const run = useRun();

  async function save(format: TraceFormat): Promise<void> {
    props.onTold('');
    const outcome = await client.request('diagnostics.export', { format });
    if (!outcome.ok) props.onTold(failureSentence(outcome.failure));
    else if (outcome.value) props.onTold(texts.saved);
  }

  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<Save16Regular />}>
          {texts.saveTrace}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {traceFormats.map((format) => (
            <MenuItem key={format} onClick={() => run(save(format))}>
              {texts.traceFormats[format]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
