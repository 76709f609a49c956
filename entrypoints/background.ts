import { defineBackground } from 'wxt/utils/define-background';
import { authorise } from '../utils/extension/authorise.ts';
import { showBadge } from '../utils/extension/badge.ts';
import { grantedSites, registerDetector, telling } from '../utils/extension/detector.ts';
import type { Engine } from '../utils/extension/engine.ts';
import { reachEngine } from '../utils/extension/engine-host.ts';
import { whenSitesChange, whenTabIsLeft } from '../utils/extension/events.ts';
import { detectTab, openFile, openTab, produce, readForm } from '../utils/extension/jobs.ts';
import { answerMessages } from '../utils/extension/listen.ts';
import type { Answers } from '../utils/extension/messages.ts';
import { DetectorMessage, Message } from '../utils/extension/messages.ts';
import { actAsBackground, writeOutside } from '../utils/extension/outside.ts';
import { followReminders, remindInTime } from '../utils/extension/reminders.ts';
import { noteStampedSince } from '../utils/extension/stamped-since.ts';
import { closeStoreToPages } from '../utils/extension/store.ts';
import { clearTab } from '../utils/extension/tab-state.ts';
import { followSync, syncSoon } from '../utils/extension/sync-vault.ts';
import { lockInTime, setLockAlarm } from '../utils/extension/vault.ts';
import { answerVault } from '../utils/extension/vault-messages.ts';
import { fillTab, undoTab } from '../utils/extension/web-form.ts';
import { localDate } from '../utils/intake/values.ts';
import { failure } from '../utils/result.ts';

function answer(engine: Engine, message: Message): Promise<Answers[Message['type']]> {
  switch (message.type) {
    case 'openTab':
      return openTab(engine, message.tabId);
    case 'openFile':
      return openFile(engine, message.name, message.bytes, message.asScan);
    case 'readForm':
      return readForm(engine, message.fingerprint);
    case 'produce':
      return produce(engine, message);
    case 'fillTab':
      return fillTab(message.tabId, message.request);
    case 'undoTab':
      return undoTab(message.tabId);
    case 'remember':
      return remember(message);
    default:
      return answerVault(message);
  }
}

async function hear(engine: Engine, tabId: number, { content, confidence }: DetectorMessage): Promise<void> {
  if (content === 'pdf') await detectTab(engine, tabId);
  else if (telling(confidence)) await showBadge(tabId);
}

async function remember(message: Extract<Message, { type: 'remember' }>): Promise<Answers['remember']> {
  await writeOutside(message);
  if ('settings' in message.set) await followSettings();
  return 'kept';
}

async function followSettings(): Promise<void> {
  await setLockAlarm();
  syncSoon();
  void followReminders();
}

async function followPermissions(): Promise<void> {
  await registerDetector(await grantedSites());
  await followReminders();
}

export default defineBackground(() => {
  const engine = reachEngine();
  actAsBackground();
  void closeStoreToPages();

  answerMessages((received, sender) => {
    const authority = authorise(sender);
    if (authority.kind === 'detector') {
      const detected = DetectorMessage.safeParse(received);
      if (detected.success) void hear(engine, authority.tabId, detected.data);
    }
    if (authority.kind !== 'page') return undefined;
    const message = Message.safeParse(received);
    return message.success ? answer(engine, message.data) : undefined;
  }, failure('engineStopped'));

  lockInTime();
  void noteStampedSince(localDate(new Date()));
  remindInTime();
  followSync();
  whenSitesChange(followPermissions);
  whenTabIsLeft(clearTab);
});
