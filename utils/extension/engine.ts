import type { Signer } from '../certificate/model.ts';
import type { SignatureReport } from '../certificate/report.ts';
import type { FillReport, FormFailure, FormMap, ReadForm, Rewriting, Signing } from '../intake/form.ts';
import type { CoverNote } from '../intake/note.ts';
import type { AccessRequest } from '../intake/request.ts';
import type { Seal } from '../intake/seal.ts';
import type { Result } from '../result.ts';
import { failure } from '../result.ts';

type Produced = { bytes: Uint8Array; report: FillReport };
export type OpenResult = Result<FormMap, FormFailure>;
export type ProduceResult = Result<Produced, FormFailure>;
export type ReadResult = Result<ReadForm, FormFailure>;
/** A certificate with its key, opened; `chainComplete` false: the file lacks an issuer up to a root. Failures: `P12Failure`. */
export type P12Result = Result<{ signer: Signer; chainComplete: boolean }, string>;
/** The PDF with a certificate signature added behind its own bytes. Failures: `CertifyFailure`, `CmsFailure`. */
export type SealResult = Result<Uint8Array, string>;
export type SignaturesResult = Result<readonly SignatureReport[], FormFailure>;
/** A PDF that is made anew. Failure: `imageUnreadable`. */
type PaperResult = Result<Uint8Array, FormFailure>;
type GuardResult = Result<true, FormFailure>;
export type EngineResult = PaperResult | GuardResult | OpenResult | ProduceResult | ReadResult | P12Result | SealResult | SignaturesResult;

/** What the PDF engine is asked; plain data, so that it crosses to a Worker or to the offscreen document. */
export type FormCall =
  | { kind: 'open'; bytes: Uint8Array; asScan?: boolean }
  | { kind: 'read'; bytes: Uint8Array }
  | { kind: 'produce'; bytes: Uint8Array; request: AccessRequest; signing: Signing; map?: FormMap; how?: Rewriting };

/** What a page asks of its own Worker alone: a password or a key goes no further. */
type SigningCall =
  | { kind: 'openP12'; bytes: Uint8Array; password: string }
  | { kind: 'seal'; bytes: Uint8Array; signer: Signer; seal: Seal }
  | { kind: 'signatures'; bytes: Uint8Array };

/** Paper beside the form: the note that goes with what is to be signed by pen, and the pages that come back as pictures (JPEG) or in a PDF of any origin. */
type PaperCall = { kind: 'note'; note: CoverNote } | { kind: 'bind'; pictures: readonly Uint8Array[] } | { kind: 'guard'; bytes: Uint8Array };

export type EngineCall = FormCall | SigningCall | PaperCall;

export type EngineRequest = { id: number; call: EngineCall };
/** The worker says `ready` once, when its script has run, and then answers each request under its id. */
export type EngineAnswer = { kind: 'ready' } | { kind: 'answer'; id: number; result: EngineResult };

/** The part of a Worker that the engine uses. */
export type EngineWorker = {
  postMessage(request: EngineRequest): void;
  addEventListener(type: 'message', listener: (event: { data: EngineAnswer }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: { preventDefault(): void }) => void): void;
  terminate(): void;
};

/** The PDF work, somewhere that can be killed without harm. Failures of the somewhere: `timeLimit`, `engineStopped`. */
export type Engine = {
  /** `asScan`: the person says that the picture is the form, whose places they will show themselves. */
  open(bytes: Uint8Array, asScan?: boolean): Promise<OpenResult>;
  /** Reads back what stands on a filled form. */
  read(bytes: Uint8Array): Promise<ReadResult>;
  produce(bytes: Uint8Array, request: AccessRequest, signing: Signing, map?: FormMap, how?: Rewriting): Promise<ProduceResult>;
};

/** What is done with certificates, and only where a Worker is at hand: a key crosses to it and to nobody else. */
export type SigningEngine = {
  openP12(bytes: Uint8Array, password: string): Promise<P12Result>;
  seal(bytes: Uint8Array, signer: Signer, seal: Seal): Promise<SealResult>;
  signatures(bytes: Uint8Array): Promise<SignaturesResult>;
};

type PaperEngine = {
  note(note: CoverNote): Promise<PaperResult>;
  bind(pictures: readonly Uint8Array[]): Promise<PaperResult>;
  /** Whether a file may be opened here as well: what would cost more than a form may is refused. */
  guard(bytes: Uint8Array): Promise<GuardResult>;
};

export type StoppableEngine = Engine &
  SigningEngine &
  PaperEngine & {
    /** Ends what runs (it answers `engineStopped`); the next request starts anew. */
    stop(): void;
  };

export type EngineLimits = Readonly<Record<EngineCall['kind'] | 'start', number>>;

/** Milliseconds. `start` is for loading the script alone; the others count from the moment that the worker is ready. */
export const engineLimits: EngineLimits = {
  start: 10_000,
  open: 5_000,
  read: 15_000,
  produce: 20_000,
  openP12: 20_000,
  seal: 60_000,
  signatures: 20_000,
  note: 20_000,
  bind: 20_000,
  guard: 5_000,
};

type Running = {
  worker: EngineWorker;
  ready: boolean;
  onReady: () => void;
  onAnswer: (id: number, result: EngineResult) => void;
  onCrash: () => void;
};

const nothing = () => undefined;

/** One worker, one request at a time. A worker that is late or has crashed is never used again: the next request gets a new one. */
export function createEngine(startWorker: () => EngineWorker, changed: Partial<EngineLimits> = {}): StoppableEngine {
  const limits = { ...engineLimits, ...changed };
  let running: Running | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  function start(): Running {
    const started: Running = { worker: startWorker(), ready: false, onReady: nothing, onAnswer: nothing, onCrash: nothing };
    started.worker.addEventListener('message', ({ data }) => {
      if (data.kind === 'answer') {
        started.onAnswer(data.id, data.result);
        return;
      }
      started.ready = true;
      started.onReady();
    });
    const crash = (event: { preventDefault(): void }) => {
      event.preventDefault();
      kill(started);
      started.onCrash();
    };
    started.worker.addEventListener('error', crash);
    started.worker.addEventListener('messageerror', crash);
    running = started;
    return started;
  }

  function kill(dying: Running): void {
    dying.worker.terminate();
    if (running === dying) running = undefined;
  }

  function perform(call: EngineCall): Promise<EngineResult> {
    return new Promise((resolve) => {
      lastId += 1;
      const id = lastId;
      const used = running ?? start();
      let timer: ReturnType<typeof setTimeout> | undefined;

      const end = (result: EngineResult) => {
        clearTimeout(timer);
        Object.assign(used, { onReady: nothing, onAnswer: nothing, onCrash: nothing });
        resolve(result);
      };
      const expire = (code: 'timeLimit' | 'engineStopped') => () => {
        kill(used);
        end(failure(code));
      };
      const send = () => {
        clearTimeout(timer);
        timer = setTimeout(expire('timeLimit'), limits[call.kind]);
        used.worker.postMessage({ id, call });
      };

      used.onAnswer = (answered, result) => {
        if (answered === id) end(result);
      };
      used.onCrash = () => end(failure('engineStopped'));
      if (used.ready) send();
      else {
        timer = setTimeout(expire('engineStopped'), limits.start);
        used.onReady = send;
      }
    });
  }

  /** A request waits for the one before it, however that one ends. */
  function inTurn(call: EngineCall): Promise<EngineResult> {
    const answer = turn.then(() => perform(call));
    turn = answer.then(nothing, nothing);
    return answer;
  }

  return {
    open: (bytes, asScan) => inTurn({ kind: 'open', bytes, asScan }) as Promise<OpenResult>,
    read: (bytes) => inTurn({ kind: 'read', bytes }) as Promise<ReadResult>,
    produce: (bytes, request, signing, map, how) => inTurn({ kind: 'produce', bytes, request, signing, map, how }) as Promise<ProduceResult>,
    openP12: (bytes, password) => inTurn({ kind: 'openP12', bytes, password }) as Promise<P12Result>,
    seal: (bytes, signer, seal) => inTurn({ kind: 'seal', bytes, signer, seal }) as Promise<SealResult>,
    signatures: (bytes) => inTurn({ kind: 'signatures', bytes }) as Promise<SignaturesResult>,
    note: (note) => inTurn({ kind: 'note', note }) as Promise<PaperResult>,
    bind: (pictures) => inTurn({ kind: 'bind', pictures }) as Promise<PaperResult>,
    guard: (bytes) => inTurn({ kind: 'guard', bytes }) as Promise<GuardResult>,
    stop() {
      const stopped = running;
      if (!stopped) return;
      kill(stopped);
      stopped.onCrash();
    },
  };
}
