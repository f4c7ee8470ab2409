// Bare socket.io on Node: rooms, the same HTTP path, nothing checked, nothing stored.
const http = require("node:http");
const { Server } = require("socket.io");

const numbers = new Map();

function post(request, response) {
  if (request.url === "/health") return response.end('{"status":"ok"}');
  const swarm = /^\/api\/swarms\/(\d+)\/messages$/.exec(request.url)?.[1];
  let content = "";
  request.on("data", (part) => (content += part));
  request.on("end", () => {
    const words = JSON.parse(content);
    const stream = `swarms/${swarm}`;
    const seq = (numbers.get(stream) ?? 0) + 1;
    numbers.set(stream, seq);
    const line = {
      stream,
      seq,
      kind: "message_posted",
      actor: 1,
      at: new Date().toISOString(),
      data: {
        message: seq,
        client_id: words.client_id,
        body: words.body,
        html: `<p>${words.body}</p>\n`,
      },
    };
    live.to(stream).emit("activity", line);
    const answer = JSON.stringify(line);
    response.writeHead(201, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(answer) });
    response.end(answer);
  });
}

const server = http.createServer(post);
const live = new Server(server);
live.on("connection", (socket) => {
  socket.on("follow", (wish, answer) => {
    socket.join(wish.stream);
    answer({ ok: true, head: numbers.get(wish.stream) ?? 0 });
  });
});
server.listen(Number(process.env.PORT), "127.0.0.1");
