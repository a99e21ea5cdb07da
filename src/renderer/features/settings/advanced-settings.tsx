import { Button, Checkbox, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { type LinkScheme, linkSchemes, type Settings } from '../../../shared/model/settings.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/pane.tsx';
import { settingTitles, settingsTexts as texts, updateWords } from '../../locales/settings.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { ChoiceSetting } from './choice-setting.tsx';
import { SettingBlock } from './setting-field.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({ kinds: { display: 'flex', flexWrap: 'wrap', border: 'none', margin: 0, padding: 0 } });

/** What few people change: links, newer versions, and the way back to the beginning. */
export function AdvancedSettings() {
  const source = useSlice((snapshot) => snapshot.managed.updates);
  return (
    <>
      <Links />
      <ChoiceSetting
        setting="updates"
        look="radio"
        choices={['off', 'tell']}
        words={(choice) => updateWords[choice]}
        hint={source ? texts.updatesFrom(source.feed) : texts.updatesNowhere}
      />
      <Section title={texts.resetAllTitle} hint={texts.resetAllHint}>
        <ResetAll />
      </Section>
    </>
  );
}

function Links() {
  const styles = useStyles();
  const { settings, change } = useSettings();
  return (
    <Section title={settingTitles.links} hint={texts.linksHint}>
      <SettingBlock setting="links">
        {(locked) => (
          <fieldset aria-label={settingTitles.links} className={styles.kinds}>
            {linkSchemes.map((scheme) => (
              <Checkbox
                key={scheme}
                label={`${scheme}:`}
                checked={settings.links.includes(scheme)}
                disabled={locked}
                onChange={(_, { checked }) => change({ links: withKind(settings.links, scheme, checked === true) })}
              />
            ))}
          </fieldset>
        )}
      </SettingBlock>
    </Section>
  );
}

/** In the order of the list, so that the same choice is the same setting. */
function withKind(links: Settings['links'], scheme: LinkScheme, isOn: boolean): LinkScheme[] {
  return linkSchemes.filter((each) => (each === scheme ? isOn : links.includes(each)));
}

function ResetAll() {
  const { client } = useServices();
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{texts.resetAll}</Button>
      {asking && (
        <ConfirmDialog
          title={texts.resetAllAsk}
          body={texts.resetAllBody}
          confirm={texts.resetAllNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('settings.reset')}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
