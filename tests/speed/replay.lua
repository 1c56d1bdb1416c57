-- Replays the requests of a file, from anywhere in it on. A line is one request: method, path, the
-- name and value of the header that says who asks, address, body, parted by tabs.
local requests, last = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, name, value, address, body = line:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
    local headers = { ["Origin"] = arguments[2], ["X-Forwarded-For"] = address, ["Content-Type"] = "application/json" }
    if name ~= "" then headers[name] = value end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
  math.randomseed(os.time())
  last = math.random(#requests)
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("replayed %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
