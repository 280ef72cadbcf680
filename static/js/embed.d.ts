/** What the frame says, and what goes wrong on the way to it. Unknown types may come with later versions. */
export type EmbedEvent = { v: 1 } & (
  | { type: "embed:ready"; view: "account" | "launch" | "marketplace" | "orbit"; title: string }
  | { type: "embed:height"; height: number }
  | { type: "embed:installed"; cycle: string; name: string; complete?: string }
  | { type: "embed:cycle"; cycle: string; name: string; state: "started" | "paused" | "removed" }
  | { type: "embed:connector"; connector: string; name: string; state: "connected" | "disconnected" | "removed" }
  | { type: "embed:navigate"; page: string }
  | { type: "embed:token-needed"; reason: "opening" | "ended" }
  | { type: "embed:signed-out" }
  | { type: "embed:error"; code: string; message: string }
);

export interface EmbedOptions {
  /** An address of your own server that answers a POST with {"token": "..."}. Asked again when a token is needed. */
  tokenUrl?: string;
  /** The same as a function. */
  getToken?: () => string | Promise<string>;
  /** One token; the frame ends with it. */
  token?: string;
  /** The mode of its pages; without it that of the person's system. */
  mode?: "light" | "dark";
  /** The same as `mode`. */
  theme?: "light" | "dark";
  /** No ground of its own. */
  transparent?: boolean;
  /** Title of the frame, for screen readers. */
  title?: string;
  /** False: the frame keeps the height that you give it. */
  resize?: boolean;
  /** Where the space is served, where this script is not. */
  base?: string;
  /** Milliseconds after which a frame that does not open is an error. */
  timeout?: number;
  onEvent?: (event: EmbedEvent) => void;
}

export interface Embedded {
  frame: HTMLIFrameElement;
  setMode(mode: "light" | "dark" | ""): void;
  /** Ends the session and takes the frame away. */
  close(): void;
  /** Takes the frame away. */
  destroy(): void;
}

declare global {
  const Embed: { mount(element: string | Element, options: EmbedOptions): Embedded; version: string };
}
