/** The phone page's look: the calm of the console around, the colours of the messenger inside. */
export const STYLE = `
:root{--ground:#FAF8F5;--ink:#23211E;--soft:#6B665E;--line:#E3DED5;--accent:#3F6B4F;--sky:#8FA9C4;color-scheme:light}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;grid-template-columns:minmax(280px,360px) 1fr;background:var(--ground);color:var(--ink);
 font:14px/1.6 "Hiragino Sans","Noto Sans JP","Yu Gothic UI",system-ui,sans-serif;word-break:auto-phrase}
a{color:inherit}button,input{font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
aside{border-right:1px solid var(--line);height:100vh;position:sticky;top:0;display:flex;flex-direction:column}
aside header{padding:20px 20px 8px;position:relative}h1{font-size:16px;margin:0}
aside header p{margin:4px 0 0;color:var(--soft);font-size:12px}
.lang{position:absolute;right:20px;top:22px;font-size:12px;color:var(--accent)}
aside form{padding:8px 20px}
input[type=search]{width:100%;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:#fff}
.people{list-style:none;margin:0;padding:4px 8px 24px;overflow:auto;flex:1}
.people a{display:grid;grid-template-columns:40px 1fr auto;gap:10px;align-items:center;padding:8px 12px;border-radius:10px;text-decoration:none}
.people a:hover{background:#F1EDE6}.people a[aria-current=true]{background:#E7EDE6}
.face{width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:hsl(var(--hue) 24% 84%);color:hsl(var(--hue) 30% 28%);font-weight:600}
.who{min-width:0}.who b{display:block;font-weight:600}.who small{display:block;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
time{color:var(--soft);font-size:11px;font-variant-numeric:tabular-nums}
.none{color:var(--soft);padding:24px;text-align:center}
main{min-width:0;display:flex;flex-direction:column;align-items:center;padding:20px 16px 32px;gap:12px}
.title{width:390px;max-width:100%;display:flex;gap:10px;align-items:baseline}.title h2{font-size:16px;margin:0}.title small{color:var(--soft);overflow:hidden;text-overflow:ellipsis}
.up{display:none}.world{color:var(--soft);font-size:12px;margin:0;font-variant-numeric:tabular-nums}
.phone{width:390px;max-width:100%;height:min(780px,calc(100vh - 130px));min-height:520px;border:9px solid #23211E;border-radius:44px;overflow:hidden;background:#fff;display:flex;flex-direction:column;box-shadow:0 24px 60px -30px rgba(35,33,30,.5)}
.bar{display:flex;justify-content:space-between;align-items:center;padding:8px 22px 4px;font-size:12px;font-weight:600;font-variant-numeric:tabular-nums}
.notch{width:96px;height:22px;border-radius:14px;background:#23211E}
.tabs{display:grid;grid-template-columns:1fr 1fr;border-bottom:1px solid var(--line)}
.tabs button{border:0;background:none;padding:9px;font-weight:600;color:var(--soft);cursor:pointer;border-bottom:2px solid transparent}
.tabs button[aria-selected=true]{color:var(--ink);border-color:var(--accent)}
.tabs i{font-style:normal;font-size:11px;margin-left:6px;color:var(--soft)}
.pane{flex:1;min-height:0;display:flex;flex-direction:column}.pane[hidden]{display:none}
.head{display:flex;justify-content:space-between;align-items:center;padding:8px 14px;background:#fff}
.head button{border:1px solid var(--line);background:#fff;border-radius:16px;padding:2px 12px;font-size:12px;cursor:pointer}
.head button.quiet{border-color:transparent;color:var(--soft)}
.state{font-size:12px;color:var(--accent);margin-right:4px}.state.off{color:#A1443A}
.chat{flex:1;overflow:auto;background:var(--sky);padding:12px 12px 16px;display:flex;flex-direction:column;gap:8px}
.chat .none,.notice{color:#1F2D3A;align-self:center;text-align:center}.notice{font-size:12px;background:rgba(255,255,255,.6);padding:4px 12px;border-radius:12px;margin:4px 0}
.day{align-self:center;background:#4A5B6E;color:#fff;border-radius:12px;padding:1px 12px;font-size:11px;margin:6px 0}
.entry{display:flex;align-items:flex-end;gap:6px;max-width:100%}.entry>time{color:#15283A;flex:none}
.entry.customer{flex-direction:row-reverse}
.say{background:#fff;border-radius:16px;padding:9px 13px;max-width:262px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:15px;line-height:1.5}
.customer .say{background:#B7E39B}.say a{color:#1F5FA8}
.sticker{font-size:56px;line-height:1}
.carousel{display:flex;gap:8px;overflow-x:auto;max-width:322px;padding-bottom:6px;scroll-snap-type:x proximity}
.carousel>*{flex:none;scroll-snap-align:start}
.bubble{background:#fff;border-radius:16px;overflow:hidden;display:flex;flex-direction:column;max-width:308px;font-size:16px;line-height:1.45}
.box{display:flex;flex-direction:column;position:relative;min-width:0;text-decoration:none;text-align:inherit}
.box.row{flex-direction:row;align-items:stretch}
button.box,button.text,button.image{border:0;background:none;padding:0;cursor:pointer;text-align:inherit}
.text{display:block;min-width:0;overflow:hidden;text-overflow:ellipsis;overflow-wrap:anywhere;text-decoration:none}
.image{display:flex;min-width:0;text-decoration:none}
.picture{display:grid;place-items:end start;min-width:0;flex:none}.picture i{font-style:normal;font-size:10px;color:rgba(35,33,30,.62);padding:4px 8px;text-transform:capitalize}
.hero .picture{width:100%}
.button{display:flex;align-items:center;justify-content:center;min-height:40px;border:0;border-radius:8px;padding:0 12px;text-decoration:none;cursor:pointer;font-size:16px;background:none;color:#42659A;width:100%;text-align:center}
.button.primary{background:#17A34A;color:#fff;font-weight:600}.button.secondary{background:#DCDFE5;color:#111}
.button:hover{filter:brightness(.97)}
.rule{display:block;height:1px;background:#D8D4CC;align-self:stretch}.rule.upright{width:1px;height:auto}
.chips{display:flex;gap:6px;overflow-x:auto;padding:6px 0}
.chip{flex:none;border:0;border-radius:16px;padding:6px 14px;background:rgba(20,34,48,.72);color:#fff;text-decoration:none;cursor:pointer;font-size:13px}
.write{display:flex;gap:8px;padding:8px 12px 14px;border-top:1px solid var(--line);background:#fff}
.write input{flex:1;min-width:0;border:1px solid var(--line);border-radius:18px;padding:6px 14px;background:#F6F4F0}
.write button{border:0;background:none;color:var(--accent);font-weight:600;cursor:pointer}
.write :disabled{opacity:.5;cursor:default}
#mail{overflow:auto;background:#fff}
.letters{list-style:none;margin:0;padding:0}.letters button{display:grid;grid-template-columns:1fr auto;gap:0 8px;width:100%;border:0;border-bottom:1px solid var(--line);background:none;text-align:left;padding:10px 16px;cursor:pointer}
.letters button:hover{background:#F6F4F0}.letters span,.letters small{grid-column:1/-1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.letters small{color:var(--soft)}
.letter{display:flex;flex-direction:column;flex:1;min-height:0}.letter header{padding:10px 16px;border-bottom:1px solid var(--line)}
.letter header button{border:0;background:none;color:var(--accent);padding:0;cursor:pointer}.letter h2{font-size:16px;margin:4px 0}.letter small{color:var(--soft)}
.letter iframe{border:0;flex:1;width:100%;background:#fff}
.new{animation:arrive .5s ease-out}@keyframes arrive{from{opacity:0;transform:translateY(10px)}}
@media (prefers-reduced-motion:reduce){.new{animation:none}}
@media (max-width:760px){body{grid-template-columns:1fr}body.one aside{display:none}body.one .up{display:inline}aside{height:auto;border:0}
 main{padding:8px}.phone{height:calc(100vh - 90px);border-width:5px;border-radius:32px}body.all main{display:none}}
`;
