-- One participation: a whole form posted under a fresh key, then the receipt it leads to.
-- With a third argument the receipts are left unread.
local alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
local receipts, first, last = {}, 1, 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", os.time() * 100 + threads)
end

function init(args)
  math.randomseed(seed)
  path = args[1]
  fields = args[2]
  unread = args[3] ~= nil
end

local function key()
  local letters = {}
  for i = 1, 32 do
    local n = math.random(1, 32)
    letters[i] = alphabet:sub(n, n)
  end
  return table.concat(letters)
end

function request()
  if first <= last then
    local receipt = receipts[first]
    receipts[first] = nil
    first = first + 1
    return wrk.format("GET", receipt)
  end
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin",
  }
  return wrk.format("POST", path, headers, fields .. "&submission_key=" .. key())
end

function response(status, headers, body)
  if status == 303 and not unread then
    last = last + 1
    receipts[last] = headers["location"] or headers["Location"]
  end
end
