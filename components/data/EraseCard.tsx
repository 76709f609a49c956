import { ask } from '../../utils/extension/ask.ts';
import { Confirm } from '../controls/Confirm.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { useStep } from '../step.ts';

export function EraseCard() {
  const text = useText();
  const { say } = text;
  const step = useStep(text);
  return (
    <Card card="erase">
      <p>{say('data_eraseHint')}</p>
      <Confirm
        name={say('settings_erase')}
        ask={say('settings_eraseAsk')}
        yes={say('settings_eraseConfirm')}
        onYes={async () => void (await step.take(() => ask({ type: 'erase' }), say('settings_erased')))}
      />
      {step.failed && <Failure text={step.failed} />}
      <Status text={step.done} />
    </Card>
  );
}
